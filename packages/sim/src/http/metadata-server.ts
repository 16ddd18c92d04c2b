import type { HttpAnswer } from './http-answer.ts';
import { ACCESS_TOKEN, ACCOUNT_EMAIL, CLOUD_SCOPE } from './token-endpoints.ts';

/**
 * Whether a path is the metadata server's, for clients that know it by the address of a simulator (`GCE_METADATA_HOST`).
 * At `/` only who sends its header means it.
 */
export const isMetadataPath = (path: string, headers: Readonly<Record<string, unknown>>): boolean =>
  path.startsWith('/computeMetadata/') || (path === '/' && headers['metadata-flavor'] !== undefined);

/** What the simulated instance says of itself; a token from here opens nothing but a simulator. */
const VALUES: Readonly<Record<string, string>> = {
  '': 'instance/\nproject/\n',
  'project/project-id': 'gcepool-sim',
  'project/numeric-project-id': '123456789012',
  'instance/id': '1234567890123456789',
  'instance/name': 'gcepool-sim',
  'instance/zone': 'projects/123456789012/zones/us-central1-a',
  'instance/attributes/cluster-name': '',
  'instance/service-accounts': 'default/\n',
  'instance/service-accounts/default/email': ACCOUNT_EMAIL,
  'instance/service-accounts/default/scopes': `${CLOUD_SCOPE}\n`,
};

const TOKEN = { access_token: ACCESS_TOKEN, expires_in: 3599, token_type: 'Bearer' };
const ACCOUNT = {
  aliases: ['default'],
  email: ACCOUNT_EMAIL,
  scopes: [CLOUD_SCOPE],
};

/**
 * Answers what application default credentials ask of a metadata server, so that clients find a project and a token
 * without any file.
 */
export function answerMetadata(method: string, url: string, headers: Readonly<Record<string, string>>): HttpAnswer {
  const { pathname, searchParams } = targetOf(url);
  const isKnown = pathname === '/' || pathname.startsWith('/computeMetadata/v1');
  if (method !== 'GET' || !isKnown) return text('Not found\n', 404);
  if (pathname !== '/' && headers['metadata-flavor'] !== 'Google') {
    return text('Missing Metadata-Flavor:Google header.\n', 403);
  }
  const path = pathname.slice('/computeMetadata/v1'.length).replace(/^\/|\/$/g, '');
  if (pathname === '/') return text('computeMetadata/\n');
  if (/^instance\/service-accounts\/[^/]+\/token$/.test(path)) return json(TOKEN);
  if (/^instance\/service-accounts\/[^/]+$/.test(path) && searchParams.get('recursive') === 'true')
    return json(ACCOUNT);
  if (path === 'universe/universe-domain' || path === 'universe/universe_domain') return text('googleapis.com');
  if (path === 'instance') return text('attributes/\nid\nname\nservice-accounts/\nzone\n');
  const value = Object.hasOwn(VALUES, path) ? VALUES[path] : undefined;
  return value === undefined ? text('Not found\n', 404) : text(value);
}

/** Not `new URL`, which throws for paths such as `//`. */
function targetOf(url: string): { readonly pathname: string; readonly searchParams: URLSearchParams } {
  const [target = '', query] = url.split('?', 2);
  return { pathname: target.replace(/^https?:\/\/[^/]*/, '') || '/', searchParams: new URLSearchParams(query) };
}

const text = (body: string, status = 200): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/text', 'metadata-flavor': 'Google' },
  text: body,
});

const json = (body: unknown): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'metadata-flavor': 'Google' },
  text: JSON.stringify(body),
});
