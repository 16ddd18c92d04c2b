import { describe, expect, test } from 'vitest';

/** What a transport brings: `fetch` to a simulator of its own, whose API begins at `base`. */
export interface Transport {
  readonly base: string;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

interface Case {
  readonly title: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly json?: object;
}

const CHECKS = 'projects/p1/global/healthChecks';
const NOT_JSON = { error: { code: 400, status: 'INVALID_ARGUMENT', errors: [{ reason: 'parseError' }] } };

/** In order, on one simulator. */
const CASES: readonly Case[] = [
  {
    title: 'a GET',
    path: 'projects/p1/zones/us-central1-a',
    status: 200,
    json: { kind: 'compute#zone', name: 'us-central1-a' },
  },
  {
    title: 'a query',
    path: 'projects/p1/zones?maxResults=2',
    status: 200,
    json: { items: [{}, {}], nextPageToken: expect.any(String) },
  },
  {
    title: 'the 404 envelope of the service',
    path: `${CHECKS}/h`,
    status: 404,
    json: { error: { code: 404, errors: [{ reason: 'notFound', domain: 'global' }] } },
  },
  { title: 'the 404 envelope of the router', path: 'nothing', status: 404, json: { error: { code: 404 } } },
  {
    title: 'a POST with a body',
    method: 'POST',
    path: CHECKS,
    body: { name: 'h', type: 'TCP', description: 'Grüße 😀' },
    status: 200,
    json: { kind: 'compute#operation', status: 'RUNNING' },
  },
  {
    title: 'what was posted',
    path: `${CHECKS}/h`,
    status: 200,
    json: { name: 'h', description: 'Grüße 😀', tcpHealthCheck: { port: 80 } },
  },
  {
    title: 'a second POST',
    method: 'POST',
    path: CHECKS,
    body: { name: 'h', type: 'TCP' },
    status: 409,
    json: { error: { code: 409, errors: [{ reason: 'alreadyExists' }] } },
  },
  {
    title: 'a PATCH',
    method: 'PATCH',
    path: `${CHECKS}/h`,
    body: { timeoutSec: 3 },
    status: 200,
    json: { operationType: 'patch' },
  },
  {
    title: 'a PUT',
    method: 'PUT',
    path: `${CHECKS}/h`,
    body: { name: 'h', type: 'TCP' },
    status: 400,
    json: { error: { errors: [{ reason: 'resourceNotReady' }] } },
  },
  { title: 'a body that is not JSON', method: 'POST', path: CHECKS, body: '{"name": ', status: 400, json: NOT_JSON },
  {
    title: 'a body that is nested too deeply',
    method: 'POST',
    path: CHECKS,
    body: `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    status: 400,
    json: NOT_JSON,
  },
  {
    title: 'no body where one is needed',
    method: 'POST',
    path: CHECKS,
    status: 400,
    json: { error: { errors: [{ reason: 'required' }] } },
  },
  {
    title: 'the header that names the user',
    method: 'POST',
    path: CHECKS,
    body: { name: 'g', type: 'TCP' },
    headers: { 'X-Gcepool-User': 'me@example.com' },
    status: 200,
    json: { user: 'me@example.com' },
  },
  {
    title: 'a DELETE',
    method: 'DELETE',
    path: `${CHECKS}/h?requestId=5d3d5c5e-0000-4000-8000-000000000001`,
    status: 400,
    json: { error: { errors: [{ reason: 'resourceNotReady' }] } },
  },
  { title: 'a list', path: CHECKS, status: 200, json: { items: [{ name: 'g' }, { name: 'h' }] } },
  {
    title: 'a POST without a body',
    method: 'POST',
    path: 'projects/p1/zones/us-central1-a/instanceGroups/g/listInstances',
    status: 404,
    json: { error: { code: 404 } },
  },
  {
    title: 'a DELETE of something ready',
    method: 'DELETE',
    path: `${CHECKS}/h`,
    status: 200,
    json: { operationType: 'delete' },
  },
  { title: 'what was deleted', path: `${CHECKS}/h`, status: 404, json: { error: { code: 404 } } },
];

const HEADERS = {
  'content-type': 'application/json; charset=UTF-8',
  vary: 'Origin, X-Origin, Referer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0',
};

const initOf = ({ method = 'GET', body, headers }: Case): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
});

/** The answer, read to its end: a socket that closes with a body half read is an error of Node's, and nobody's test. */
export async function whole(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  const { status, headers } = response;
  const text = await response.text();
  return new Response(text === '' ? null : text, { status, headers });
}

/** What every transport must do alike. */
export function describeTransport(transport: () => Transport): void {
  const send = (path: string, init?: RequestInit): Promise<Response> => {
    const { base, fetch } = transport();
    return whole(fetch(`${base}/compute/v1/${path}`, init));
  };

  describe('carries', () => {
    test.each(CASES)('$title', async (one) => {
      const response = await send(one.path, initOf(one));
      expect(response.status).toBe(one.status);
      expect(Object.fromEntries(response.headers)).toMatchObject(HEADERS);
      expect(await response.json()).toMatchObject(one.json ?? {});
    });

    test('an answer without a body', async () => {
      const started = await send(CHECKS, { method: 'POST', body: JSON.stringify({ name: 'last', type: 'TCP' }) });
      const { name } = (await started.json()) as { name: string }; // an operation, as the wire type says
      // A read lets it end, and only then can it be forgotten.
      expect((await send(CHECKS)).status).toBe(200);
      const response = await send(`projects/p1/global/operations/${name}`, { method: 'DELETE' });
      expect(response.status).toBe(204);
      expect(await response.text()).toBe('');
      expect((await send(`projects/p1/global/operations/${name}`)).status).toBe(404);
    });
  });

  test.each(['beta', 'alpha'])('carries what %s alone has, with links of its own', async (version) => {
    const { base, fetch } = transport();
    const zone = `${base}/compute/${version}/projects/p1/zones/us-central1-a`;
    const body = JSON.stringify({ name: version, sizeGb: '10', multiWriter: true });
    const made = await whole(fetch(`${zone}/disks`, { method: 'POST', body }));
    expect(await made.json()).toMatchObject({ targetLink: expect.stringContaining(`/compute/${version}/`) });
    const filter = encodeURIComponent(`name = ${version}`);
    const listed = await whole(fetch(`${zone}/disks?filter=${filter}&fields=items(multiWriter,selfLink)`));
    expect(await listed.json()).toEqual({
      items: [{ multiWriter: true, selfLink: expect.stringContaining(`/compute/${version}/projects/p1/`) }],
    });
    const inV1 = await send(`projects/p1/zones/us-central1-a/disks/${version}`);
    expect(await inV1.json()).not.toHaveProperty('multiWriter');
  });

  describe('prints', () => {
    test.each(['', '?prettyPrint=true', '?alt=json'])('indented JSON: %j', async (query) => {
      const text = await (await send(`projects/p1/zones/us-central1-a${query}`)).text();
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
    });

    test.each(['?prettyPrint=false', '?alt=json&prettyPrint=False'])('compact JSON: %j', async (query) => {
      const text = await (await send(`projects/p1/zones/us-central1-a${query}`)).text();
      expect(text).toBe(JSON.stringify(JSON.parse(text)));
      const refused = await (await send(`projects/p1/zones/nowhere${query}`)).text();
      expect(refused).not.toContain('\n');
    });
  });
}

/** What the metadata server must answer, for the transports that reach its hosts. */
export function describeMetadataServer(transport: () => Transport): void {
  const ask = (path: string, headers: Record<string, string> = { 'metadata-flavor': 'Google' }): Promise<Response> =>
    whole(transport().fetch(`http://${path}`, { headers }));

  test.each(['metadata.google.internal', '169.254.169.254', 'metadata.google.internal.'])(
    '%s tells what credentials need',
    async (host) => {
      const v1 = `${host}/computeMetadata/v1`;
      expect(await (await ask(`${v1}/project/project-id`)).text()).toBe('gcepool-sim');
      expect(await (await ask(`${v1}/universe/universe-domain`)).text()).toBe('googleapis.com');
      const token = await ask(`${v1}/instance/service-accounts/default/token?scopes=x`);
      expect(token.headers.get('metadata-flavor')).toBe('Google');
      expect(await token.json()).toMatchObject({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: expect.any(Number),
      });
      expect(await (await ask(`${v1}/instance/service-accounts/default/?recursive=true`)).json()).toMatchObject({
        aliases: ['default'],
      });
      expect((await ask(`${host}/`)).headers.get('metadata-flavor')).toBe('Google');
      expect((await ask(`${v1}/instance`)).status).toBe(200);
    },
  );

  test('it answers only those who know what they ask, and what it knows', async () => {
    const v1 = 'metadata.google.internal/computeMetadata/v1';
    expect((await ask(`${v1}/project/project-id`, {})).status).toBe(403);
    for (const path of ['project/nothing', '__proto__', 'constructor'])
      expect((await ask(`${v1}/${path}`)).status).toBe(404);
    expect((await ask('metadata.google.internal/other')).status).toBe(404);
    const posted = await whole(
      transport().fetch(`http://${v1}/instance/id`, {
        method: 'POST',
        headers: { 'metadata-flavor': 'Google' },
      }),
    );
    expect(posted.status).toBe(404);
  });
}
