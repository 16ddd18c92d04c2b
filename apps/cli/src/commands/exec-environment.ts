import { join } from 'node:path';
import { gcloudSilence } from './client-environment.ts';
import type { Proxied } from './proxied-environment.ts';
import { javaOptions, nodeOptions, proxiedVariables } from './proxied-environment.ts';

/** Of the machine: whatever would lead clients to Google, to its accounts or its projects, or past the simulator. */
const HIDDEN =
  /^(?:GOOGLE_.*|google_.*|GCLOUD_.*|gcloud_.*|CLOUDSDK_.*|GCE_METADATA_.*|ALL_PROXY|all_proxy|NO_GCE_CHECK)$/;
const GOOGLE_DOMAINS = ['googleapis.com', 'google.com', 'google.internal', 'gcr.io', 'pkg.dev', 'run.app'];

/** The file with an access token in the folder that gcloud is given. */
export const tokenFile = (gcloudFolder: string): string => join(gcloudFolder, 'access-token');

/**
 * The environment of a program that meets a simulator in the place of Google.
 *
 * @param before the environment of this process
 * @param gcloudFolder a folder for gcloud's settings, in which there is nothing but {@link tokenFile}
 */
export function execEnvironment(before: NodeJS.ProcessEnv, proxied: Proxied, gcloudFolder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(before).filter(([name]) => !HIDDEN.test(name));
  const direct = [before['NO_PROXY'], before['no_proxy']].flatMap((list) => (list ?? '').split(/[\s,]+/));
  return {
    ...Object.fromEntries(kept),
    ...proxiedVariables(
      proxied,
      direct.filter((name) => name !== '' && !isPastSimulator(name)),
    ),
    GCEPOOL_SIM: proxied.url,
    NODE_OPTIONS: joined(before['NODE_OPTIONS'], nodeOptions()),
    JAVA_TOOL_OPTIONS: joined(before['JAVA_TOOL_OPTIONS'], javaOptions(proxied)),
    ...gcloudSilence(proxied.project),
    // The user's own settings and credentials are in the folder that this takes the place of.
    CLOUDSDK_CONFIG: gcloudFolder,
    CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: tokenFile(gcloudFolder),
  };
}

/** Whether an entry of NO_PROXY takes any of Google's hosts out. */
function isPastSimulator(entry: string): boolean {
  const name = entry
    .toLowerCase()
    .replace(/^\*?\.?/, '')
    .replace(/:\d+$/, '');
  if (name === '' || name === 'metadata' || name.startsWith('169.254.')) return true;
  return GOOGLE_DOMAINS.some((domain) => domain === name || domain.endsWith(`.${name}`) || name.endsWith(`.${domain}`));
}

const joined = (before: string | undefined, more: string): string => [before, more].filter(Boolean).join(' ');
