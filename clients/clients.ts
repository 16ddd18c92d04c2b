import type { Client } from './client.ts';
import { gcloudTracks } from './gcloud/client.ts';
import { goGapic, goRest } from './go/client.ts';
import { java } from './java/client.ts';
import { node } from './node/client.ts';
import { pythonApiClient, pythonBeta, pythonCompute, pythonResult } from './python/client.ts';
import { rawClients } from './raw/client.ts';
import { ruby } from './ruby/client.ts';
import { terraform, terraformTypes } from './terraform/client.ts';

/** All clients, in the order in which they are run. */
export const CLIENTS: readonly Client[] = [
  node,
  pythonCompute,
  pythonResult,
  pythonBeta,
  pythonApiClient,
  goRest,
  goGapic,
  java,
  ruby,
  ...rawClients,
  ...gcloudTracks,
  terraform,
  terraformTypes,
];
