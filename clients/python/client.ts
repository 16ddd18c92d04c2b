import { existsSync, readFileSync } from 'node:fs';
import type { Client, Program } from '../client.ts';
import { CACHE, here, output, probe } from '../command.ts';

const requirements = here('python/requirements.txt');

/** One environment for all Python clients, made anew when what it must hold has changed. */
export async function pythonWith(package_: string): Promise<Pick<Program, 'version' | 'command'>> {
  const venv = `${CACHE}/python`;
  const command = `${venv}/bin/python`;
  if (!existsSync(command)) await probe('python3', ['-m', 'venv', venv]);
  await output(command, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  const version = new RegExp(`^${package_}==(.+)$`, 'm').exec(readFileSync(requirements, 'utf8'))?.[1] ?? '';
  return { version, command };
}

async function prepare(package_: string, script: string, how: Pick<Program, 'way' | 'env'>): Promise<Program> {
  return { ...(await pythonWith(package_)), args: [here(`python/${script}`)], ...how };
}

export const pythonCompute: Client = {
  name: 'python-compute',
  title: 'google-cloud-compute (Python)',
  prepare: () => prepare('google-cloud-compute', 'compute.py', { way: { env: 'python' } }),
};

/** As Google's samples are written, which know of no endpoint and wait with `.result()`. */
export const pythonResult: Client = {
  name: 'python-result',
  title: 'google-cloud-compute, `.result()` (Python)',
  prepare: () => prepare('google-cloud-compute', 'compute.py', { way: 'exec' }),
};

export const pythonBeta: Client = {
  name: 'python-beta',
  title: 'google-cloud-compute-v1beta (Python)',
  prepare: () =>
    prepare('google-cloud-compute-v1beta', 'compute.py', {
      way: 'exec',
      env: { COMPUTE_MODULE: 'google.cloud.compute_v1beta' },
    }),
};

export const pythonApiClient: Client = {
  name: 'python-api',
  title: 'google-api-python-client (Python)',
  prepare: () => prepare('google-api-python-client', 'api_client.py', { way: { env: 'python' } }),
};
