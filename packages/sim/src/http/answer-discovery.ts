import type { ApiVersion } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api/models';
import { refused } from '../api/response.ts';
import { Refusal } from '../kernel/refusal.ts';
import { toHttp } from './answer-http.ts';
import { discoveryDocument } from './discovery-document.ts';
import type { HttpAnswer } from './http-answer.ts';

/** Where Google serves the API. */
export const COMPUTE_ROOT = 'https://compute.googleapis.com/';

/**
 * Answers who asks what the API is like: `/discovery/v1/apis/compute/v1/rest`, or `/$discovery/rest?version=v1`.
 *
 * @param root where the client finds the API, with a slash at the end
 */
export function answerDiscovery(method: string, url: string, root: string): HttpAnswer {
  const version = versionIn(url);
  if ((method !== 'GET' && method !== 'HEAD') || version === undefined) return toHttp(refused(notDiscovered(url)), url);
  return toHttp({ status: 200, headers: {}, body: discoveryDocument(modelOf(version), root) }, url);
}

/** The API's own endpoint takes v1 where nobody asks for another. */
function versionIn(url: string): ApiVersion | undefined {
  const [path = '', query = ''] = url.split('?', 2);
  const inPath = /\/apis\/compute\/([^/]+)\/rest$/.exec(path)?.[1];
  const isOwn = path.endsWith('discovery/rest');
  const asked = inPath ?? (isOwn ? (new URLSearchParams(query).get('version') ?? 'v1') : undefined);
  return apiVersions.find((version) => version === asked);
}

const notDiscovered = (url: string): Refusal =>
  new Refusal(
    404,
    'notFound',
    `There is no discovery document at ${url.replace(/\?.*$/s, '')}: those of compute are of the versions ${apiVersions.join(', ')}.`,
  );
