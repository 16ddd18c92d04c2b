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

/** Those who want it hidden now; what was put away for them is given back when the last of them has gone. */
const hiding = new Set<HiddenMachine>();
/** Variables that were put away, by name: what they were, and what they were set to. */
const putAway = new Map<string, { readonly before: string | undefined; readonly after: string | undefined }>();
let proxies: HiddenMachine | undefined;

/**
 * Keeps what the machine has (credentials of its user, gcloud, proxies) from Google's clients in this process, until it is
 * restored by all who called this: they find the simulator, as on an instance of Google's.
 *
 * @param direct hosts that are to be called without a proxy, beside Google's
 */
export function hideMachine(direct: readonly string[] = []): HiddenMachine {
  proxies ??= withoutProxies();
  for (const [name, after] of Object.entries(hiddenVariables([...direct, ...GOOGLE_NAMES]))) {
    const before = own(process.env, name);
    if (before === after) continue;
    const earlier = putAway.get(name);
    // What this put there itself is not the machine's.
    putAway.set(name, { before: earlier !== undefined && earlier.after === before ? earlier.before : before, after });
    set(name, after);
  }
  const hidden: HiddenMachine = {
    restore: () => {
      if (hiding.delete(hidden) && hiding.size === 0) giveBack();
    },
  };
  hiding.add(hidden);
  return hidden;
}

/** Whether somebody hides the machine now. */
export const isMachineHidden = (): boolean => hiding.size > 0;

function giveBack(): void {
  proxies?.restore();
  proxies = undefined;
  for (const [name, { before, after }] of putAway) if (own(process.env, name) === after) set(name, before);
  putAway.clear();
}

/** What is to be set, by name; what is undefined is to be unset. */
function hiddenVariables(direct: readonly string[]): Readonly<Record<string, string | undefined>> {
  const { env } = process;
  const settings: Record<string, string | undefined> = Object.fromEntries(HIDDEN.map((name) => [name, undefined]));
  // Where no variable says the project, google-auth runs gcloud for it, which takes seconds and gives a real one.
  if (PROJECTS.every((name) => !env[name])) settings['GOOGLE_CLOUD_PROJECT'] = 'gcepool-sim';
  // The folder of gcloud, in which the user's own credentials are; there is nothing of this name.
  settings['CLOUDSDK_CONFIG'] = '/nonexistent/gcepool-sim';
  // Otherwise it is looked for with a deadline.
  settings['METADATA_SERVER_DETECTION'] = 'assume-present';
  for (const name of ['NO_PROXY', 'no_proxy']) {
    const named = own(env, name) ?? '';
    const missing = direct.filter((host) => !named.split(',').includes(host));
    settings[name] = [named, ...missing].filter(Boolean).join(',');
  }
  return settings;
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
