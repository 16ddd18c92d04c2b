import http from 'node:http';
import https from 'node:https';
import process from 'node:process';
import { GOOGLE_NAMES } from '../http/google-hosts.ts';
import { own } from '../kernel/own.ts';

/** What this process was told of the machine, put away. */
export interface HiddenMachine {
  /** Gives it back, but for what was set anew meanwhile. */
  readonly restore: () => void;
}

/** Credentials and metadata servers that Google's clients would take before they ask the metadata server of Google's name. */
const HIDDEN = [
  'GOOGLE_APPLICATION_CREDENTIALS',
  'google_application_credentials',
  'GCE_METADATA_HOST',
  'GCE_METADATA_IP',
  'GCE_METADATA_ROOT',
] as const;

/** Any of these names the project; a test that sets one means it. */
const PROJECTS = ['GOOGLE_CLOUD_PROJECT', 'GCLOUD_PROJECT', 'google_cloud_project', 'gcloud_project'] as const;

/**
 * Keeps what the machine has (credentials of its user, gcloud, proxies) from Google's clients in this process, until it is
 * restored: they find the simulator, as on an instance of Google's.
 *
 * @param direct hosts that are to be called without a proxy, beside Google's
 */
export function hideMachine(direct: readonly string[] = []): HiddenMachine {
  const { env } = process;
  const settings: Record<string, string | undefined> = Object.fromEntries(HIDDEN.map((name) => [name, undefined]));
  // Where no variable says the project, google-auth runs gcloud for it, which takes seconds and gives a real one.
  if (PROJECTS.every((name) => !env[name])) settings['GOOGLE_CLOUD_PROJECT'] = 'gcepool-sim';
  // The folder of gcloud, in which the user's own credentials are; there is nothing of this name.
  settings['CLOUDSDK_CONFIG'] = '/nonexistent/gcepool-sim';
  // Otherwise it is looked for with a deadline.
  settings['METADATA_SERVER_DETECTION'] = 'assume-present';
  for (const name of ['NO_PROXY', 'no_proxy'])
    settings[name] = [own(env, name), ...direct, ...GOOGLE_NAMES].filter(Boolean).join(',');
  const agents = withoutProxies();
  const before = Object.keys(settings).map((name) => [name, own(env, name)] as const);
  for (const [name, value] of Object.entries(settings)) set(name, value);
  return {
    restore: () => {
      agents.restore();
      for (const [name, value] of before) if (own(env, name) === own(settings, name)) set(name, value);
    },
  };
}

/** With `NODE_USE_ENV_PROXY` Node has read the variables at its start, and its agents lead to the proxies for good. */
function withoutProxies(): HiddenMachine {
  if (!process.env['NODE_USE_ENV_PROXY'] && !process.execArgv.includes('--use-env-proxy')) {
    return { restore: () => undefined };
  }
  const [plain, secure] = [http.globalAgent, https.globalAgent];
  const agents = { plain: new http.Agent({ keepAlive: true }), secure: new https.Agent({ keepAlive: true }) };
  Object.assign(http, { globalAgent: agents.plain });
  Object.assign(https, { globalAgent: agents.secure });
  return {
    restore: () => {
      if (http.globalAgent === agents.plain) Object.assign(http, { globalAgent: plain });
      if (https.globalAgent === agents.secure) Object.assign(https, { globalAgent: secure });
      agents.plain.destroy();
      agents.secure.destroy();
    },
  };
}

function set(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
