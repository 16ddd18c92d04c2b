import { gzipSync } from 'node:zlib';

/** One request of a conversation, and what its answer must be. */
export interface Turn {
  readonly title: string;
  readonly path: string;
  readonly init?: RequestInit;
  readonly status: number;
  /** In the text of the answer. */
  readonly says?: string;
  /** Headers that the answer must have. */
  readonly headers?: Readonly<Record<string, string | RegExp>>;
  /** Sends the ETag of the answer before as `If-None-Match`. */
  readonly knowsAnswer?: true;
}

const V1 = '/compute/v1/projects/p';
const CHECKS = `${V1}/global/healthChecks`;
const TOKEN = { authorization: 'Bearer any' };
const JSON_HEADERS = { ...TOKEN, 'content-type': 'application/json' };
const check = (name: string): string => JSON.stringify({ name, type: 'TCP' });

const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...JSON_HEADERS, ...headers },
  body,
});

const batch = (...lines: readonly string[]): RequestInit =>
  post(
    [
      ...lines.flatMap((line, index) => [
        '--b',
        'Content-Type: application/http',
        `Content-ID: <call+${index}>`,
        '',
        `${line} HTTP/1.1`,
        'Authorization: Bearer any',
        '',
        '',
      ]),
      '--b--',
    ].join('\r\n'),
    { 'content-type': 'multipart/mixed; boundary=b' },
  );

/** In order, with a simulator that wants a token: all that transports must carry alike. */
export const CONVERSATION: readonly Turn[] = [
  { title: 'no token', path: CHECKS, status: 401, says: 'missing required authentication' },
  { title: 'an insert', path: CHECKS, init: post(check('a')), status: 200, says: '"insert"' },
  { title: 'a read', path: `${CHECKS}/a`, init: { headers: TOKEN }, status: 200, headers: { etag: /^"/ } },
  {
    title: 'a read of what is known',
    path: `${CHECKS}/a`,
    init: { headers: TOKEN },
    knowsAnswer: true,
    status: 304,
    headers: { etag: /^"/ },
  },
  {
    title: 'a compressed body',
    path: CHECKS,
    init: post(gzipSync(check('b')), { 'content-encoding': 'gzip' }),
    status: 200,
  },
  {
    title: 'a body that is compressed by name only',
    path: CHECKS,
    init: post(check('c'), { 'content-encoding': 'gzip' }),
    status: 400,
    says: 'gzip',
  },
  { title: 'bytes', path: CHECKS, init: post(new TextEncoder().encode(check('c'))), status: 200 },
  { title: 'a body that is cut off', path: CHECKS, init: post('{"name":'), status: 400, says: 'Invalid JSON payload' },
  { title: 'a body of no JSON', path: CHECKS, init: post('name=d'), status: 400, says: 'Invalid JSON payload' },
  { title: 'an unknown field', path: CHECKS, init: post('{"nam":"d"}'), status: 400, says: 'not specified' },
  {
    title: 'an unknown field beside others',
    path: CHECKS,
    init: post('{"name":"odd","type":"TCP","porte":7}'),
    status: 200,
    headers: { 'x-gcepool-ignored': /^resource\.porte; nearest=\w+$/ },
  },
  { title: 'the same again', path: CHECKS, init: post(check('a')), status: 409, says: 'alreadyExists' },
  {
    title: 'text of all the world',
    path: CHECKS,
    init: post('{"name":"d","type":"TCP","description":"Ünï 😀"}'),
    status: 200,
  },
  { title: 'and back', path: `${CHECKS}/d`, init: { headers: TOKEN }, status: 200, says: 'Ünï 😀' },
  { title: 'a page', path: `${CHECKS}?maxResults=1`, init: { headers: TOKEN }, status: 200, says: 'nextPageToken' },
  { title: 'a filter', path: `${CHECKS}?filter=name%20%3D%20b`, init: { headers: TOKEN }, status: 200, says: '"b"' },
  {
    title: 'compact JSON',
    path: `${CHECKS}/b?prettyPrint=false`,
    init: { headers: TOKEN },
    status: 200,
    says: '{"kind":',
  },
  {
    title: 'a patch',
    path: `${CHECKS}/a`,
    init: { ...post('{"timeoutSec":3}'), method: 'PATCH' },
    status: 200,
    says: '"patch"',
  },
  {
    title: 'a patch by POST',
    path: `${CHECKS}/b`,
    init: post('{"timeoutSec":3}', { 'x-http-method-override': 'PATCH' }),
    status: 200,
    says: '"patch"',
  },
  {
    title: 'a read by POST, with the query in the body',
    path: CHECKS,
    init: post('filter=name%3Dc', {
      'content-type': 'application/x-www-form-urlencoded',
      'x-http-method-override': 'GET',
    }),
    status: 200,
    says: '"c"',
  },
  {
    title: 'a batch',
    path: '/batch/compute/v1',
    init: batch(`GET ${CHECKS}/a`, `GET ${CHECKS}/none`, 'GET /nonsense'),
    status: 200,
    says: 'response-call+1',
    headers: { 'content-type': /^multipart\/mixed/ },
  },
  { title: 'a batch of nothing', path: '/batch/compute/v1', init: batch(), status: 400 },
  { title: 'an unknown method', path: `${V1}/global/nothing`, init: { headers: TOKEN }, status: 404 },
  { title: 'an unknown verb', path: `${CHECKS}/a`, init: { method: 'PROPFIND', headers: TOKEN }, status: 404 },
  { title: 'a HEAD', path: `${CHECKS}/a`, init: { method: 'HEAD', headers: TOKEN }, status: 404 },
  { title: 'an OPTIONS', path: `${CHECKS}/a`, init: { method: 'OPTIONS', headers: TOKEN }, status: 404 },
  {
    title: 'a deletion',
    path: `${CHECKS}/a`,
    init: { method: 'DELETE', headers: TOKEN },
    status: 200,
    says: '"delete"',
  },
  { title: 'what was deleted', path: `${CHECKS}/a`, init: { headers: TOKEN }, status: 404, says: 'notFound' },
];
