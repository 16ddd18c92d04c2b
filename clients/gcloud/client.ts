import { mkdirSync } from 'node:fs';
import type { Client } from '../client.ts';
import { CACHE, here, probe } from '../command.ts';

const config = `${CACHE}/gcloud`;

/** What gcloud is run with beside what leads it to a simulator, and its version. */
export async function gcloudHere(): Promise<{
  readonly version: string;
  readonly env: Readonly<Record<string, string>>;
}> {
  mkdirSync(config, { recursive: true });
  const env = { CLOUDSDK_CONFIG: config, CLOUDSDK_CORE_DISABLE_FILE_LOGGING: 'true' };
  return { version: await probe('gcloud', ['version', '--format=value("Google Cloud SDK")'], { env }), env };
}

/**
 * gcloud as it is installed here, with a configuration of its own.
 *
 * @param track `beta` or `alpha`, which are of the API's versions of these names; empty for the one that is of v1
 */
const gcloudIn = (track: '' | 'beta' | 'alpha'): Client => ({
  name: track === '' ? 'gcloud' : `gcloud-${track}`,
  title: track === '' ? 'gcloud' : `gcloud ${track}`,
  cannot: {
    'backendServices.patch refused with 412 conditionNotMet': 'gcloud reads the fingerprint right before it sends it',
  },
  prepare: async () => {
    const { version, env } = await gcloudHere();
    return {
      version,
      command: 'bash',
      args: [here('gcloud/main.sh')],
      way: { env: 'gcloud', ...(track === '' ? {} : { apiVersion: track }) },
      env: { ...env, GCLOUD_TRACK: track },
      isWithoutToken: true,
    };
  },
});

/** One client for each track: each is of a version of the API. */
export const gcloudTracks: readonly Client[] = [gcloudIn(''), gcloudIn('beta'), gcloudIn('alpha')];
