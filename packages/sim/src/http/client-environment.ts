import process from 'node:process';
import { googleDomains, simulatedHosts } from './google-hosts.ts';

/** The project that the simulated metadata server names. */
export const PROJECT = 'gcepool-sim';

/** Where Google's clients look first for the project they are in, in their order. */
const PROJECT_VARIABLES = ['GCLOUD_PROJECT', 'GOOGLE_CLOUD_PROJECT', 'gcloud_project', 'google_cloud_project'];

/**
 * Sets what keeps Google's clients in this process from whatever else the machine has: a project, if nothing names one, for
 * they would ask a gcloud that is installed and find the project of somebody's work; and that no proxy leads to Google.
 *
 * @returns what takes it back
 */
export function prepareClients(): () => void {
  const isNamed = PROJECT_VARIABLES.some((name) => (process.env[name] ?? '') !== '');
  const direct = [...googleDomains.map((domain) => `.${domain}`), ...simulatedHosts];
  const takeBack = [
    ...(isNamed ? [] : [set('GOOGLE_CLOUD_PROJECT', PROJECT)]),
    ...['NO_PROXY', 'no_proxy'].map((name) => set(name, [process.env[name] ?? [], ...direct].flat().join(','))),
  ];
  return () => {
    for (const take of takeBack) take();
  };
}

/** Sets a variable; what takes it back leaves alone what somebody else has set since. */
function set(name: string, value: string): () => void {
  const before = process.env[name];
  process.env[name] = value;
  return () => {
    if (process.env[name] !== value) return;
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  };
}
