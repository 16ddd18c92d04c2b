import type { ApiVersion } from '@gcepool/api';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Failure } from '../failure.ts';
import { gcloudVariables } from './client-environment.ts';
import type { OnSimulatorOptions } from './on-simulator.ts';
import { onSimulator } from './on-simulator.ts';
import { programStatus } from './program-status.ts';

/**
 * Runs gcloud against a simulator, with a configuration of its own: neither the user's account nor a real project can be
 * meant. What gcloud says it says itself; that it failed is a {@link Failure}.
 */
export const gcloud = (args: readonly string[], options: OnSimulatorOptions): Promise<void> =>
  onSimulator(options, (url) => runGcloud(args, url, options.project));

async function runGcloud(args: readonly string[], url: string, project: string): Promise<void> {
  const config = await mkdtemp(join(tmpdir(), 'gcepool-gcloud-'));
  try {
    const env = { ...environment(url, project, versionOf(args)), CLOUDSDK_CONFIG: config };
    const status = await programStatus(['gcloud', ...args], env, absent);
    if (status !== 0) throw new Failure(status === 2 ? 2 : 1, `gcloud ended with status ${status}`);
  } finally {
    await rm(config, { recursive: true, force: true });
  }
}

/** The version of the API that a track of gcloud is of: `beta compute instances list`. Flags may come before. */
function versionOf(args: readonly string[]): ApiVersion {
  const track = args.find((arg) => !arg.startsWith('-'));
  return track === 'beta' || track === 'alpha' ? track : 'v1';
}

/** Nothing of the user's own settings of gcloud, and no proxy between it and the simulator. */
function environment(url: string, project: string, version: ApiVersion): NodeJS.ProcessEnv {
  const { hostname } = new URL(url);
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('CLOUDSDK_'));
  return {
    ...Object.fromEntries(kept),
    ...gcloudVariables(url, project, version),
    NO_PROXY: hostname,
    no_proxy: hostname,
  };
}

const absent = 'gcloud is not installed, or not on the PATH: see https://cloud.google.com/sdk/docs/install';
