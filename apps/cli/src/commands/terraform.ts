import process from 'node:process';
import { EndedWith } from '../failure.ts';
import { clientEnvironments } from './client-environment.ts';
import type { OnSimulatorOptions } from './on-simulator.ts';
import { onSimulator } from './on-simulator.ts';
import { programStatus } from './program-status.ts';

/**
 * Runs Terraform with what its Google providers need to mean a simulator, and ends with its status. Neither the user's credentials
 * nor a real project can be meant.
 *
 * @throws EndedWith the status of Terraform
 */
export async function terraform(args: readonly string[], options: OnSimulatorOptions): Promise<never> {
  const status = await onSimulator(options, (url) =>
    programStatus(['terraform', ...args], environment(url, options.project), absent),
  );
  throw new EndedWith(status);
}

/** Nothing by which the providers would find credentials, projects or endpoints of Google. */
function environment(url: string, project: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:GOOGLE|GCLOUD|CLOUDSDK)_/.test(name));
  const found = clientEnvironments(url, project, 'v1').find(({ name }) => name === 'terraform');
  const { hostname } = new URL(url);
  // The registry of providers may be behind the machine's own proxy, which stays.
  const direct = [process.env['NO_PROXY'] ?? process.env['no_proxy'] ?? '', hostname].filter(Boolean).join(',');
  return { ...Object.fromEntries(kept), ...found?.variables, NO_PROXY: direct, no_proxy: direct };
}

const absent = 'terraform is not installed, or not on the PATH: see https://developer.hashicorp.com/terraform/install';
