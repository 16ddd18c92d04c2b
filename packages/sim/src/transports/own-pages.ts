import type { HttpAnswer } from '../http/http-answer.ts';

const FRONT = `This is a simulator of the Google Compute Engine API.

  /compute/v1/...        the API; /compute/beta/... and /compute/alpha/... as well
  /discovery/v1/apis/compute/v1/rest, /$discovery/rest?version=v1   what the API is like
  /v1/projects/..., /v3/projects/...   Resource Manager's projects, and Service Usage
  /computeMetadata/v1/   the metadata server, for who sends Metadata-Flavor: Google
  /_sim                  the control plane
  /                      for browsers the console, where @gcepool/console is installed
  /healthz               whether it serves

gcepool sim env prints what clients need to find it.
`;

/**
 * The pages of a server that are of no host of Google's; undefined for every other path.
 *
 * @param failure why its simulator answers no more
 */
export function ownPage(method: string, path: string, failure: string | undefined): HttpAnswer | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (path === '/healthz') return failure === undefined ? page('ok\n') : page(`${failure}\n`, 503);
  return path === '/' ? page(FRONT) : undefined;
}

const page = (body: string, status = 200): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=UTF-8', 'cache-control': 'no-store' },
  body,
});
