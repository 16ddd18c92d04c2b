import { mkdirSync, writeFileSync } from 'node:fs';
import type { Client } from '../client.ts';
import { CACHE, here, probe } from '../command.ts';

const config = `${CACHE}/gcloud`;
const token = `${config}/token`;

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
    mkdirSync(config, { recursive: true });
    writeFileSync(token, 'any-token');
    const env = { CLOUDSDK_CONFIG: config };
    const version = await probe('gcloud', ['version', '--format=value("Google Cloud SDK")'], { env });
    return {
      version,
      command: 'bash',
      args: [here('gcloud/main.sh')],
      env: (endpoint) => ({
        ...env,
        GCLOUD_TRACK: track,
        CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `${endpoint}/compute/${track === '' ? 'v1' : track}/`,
        CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: token,
        CLOUDSDK_CORE_PROJECT: 'shop',
        CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
        CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true',
        CLOUDSDK_CORE_DISABLE_FILE_LOGGING: 'true',
        CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: 'true',
        CLOUDSDK_SURVEY_DISABLE_PROMPTS: '1',
      }),
    };
  },
});

/** One client for each track: each is of a version of the API. */
export const gcloudTracks: readonly Client[] = [gcloudIn(''), gcloudIn('beta'), gcloudIn('alpha')];
