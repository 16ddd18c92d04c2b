import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { getResponse } from 'msw';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import { handlers } from '../transports/msw.ts';
import type { SimulatorServer } from '../transports/node.ts';
import { listen } from '../transports/node.ts';

/** Sends a request to a path, as one of the shells takes it. */
type Send = (path: string, init?: RequestInit) => Promise<Response>;

const simulator = createSimulator();
let server: SimulatorServer;
beforeAll(async () => {
  server = await listen(simulator);
});
afterAll(() => server.close());

const inProcess: Send = (path, init) => simulator.fetch(`https://compute.googleapis.com${path}`, init);
const viaMsw: Send = async (path, init) => {
  const response = await getResponse(handlers(simulator), new Request(`https://www.googleapis.com${path}`, init));
  if (response === undefined) throw new Error('no handler answered');
  return response;
};
const viaHttp: Send = (path, init) => fetch(server.url + path, init);

const NETWORKS = '/compute/v1/projects/p/global/networks';
const JSON_TYPE = 'application/json; charset=UTF-8';

const call = (id: string, line: string, body = ''): string =>
  ['--===x==', 'Content-Type: application/http', `Content-ID: <${id}>`, '', `${line} HTTP/1.1`, '', body].join('\n');

const batchOf = (...calls: string[]): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'multipart/mixed; boundary="===x=="' },
  body: `${calls.join('\n')}\n--===x==--`,
});

const sendCompressed = (send: Send, body: Uint8Array<ArrayBuffer>): Promise<Response> =>
  send('/compute/v1/projects/p/global/healthChecks', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body,
  });

describe.each([
  ['fetch', inProcess],
  ['msw', viaMsw],
  ['node:http', viaHttp],
])('through %s', (shell, send) => {
  test('JSON is indented unless prettyPrint=false', async () => {
    const pretty = await send(`${NETWORKS}/default`);
    expect(pretty.headers.get('content-type')).toBe(JSON_TYPE);
    expect(await pretty.text()).toMatch(/^\{\n {2}"kind": "compute#network",\n[^]*\n\}\n$/);
    for (const value of ['false', 'False']) {
      const text = await (await send(`${NETWORKS}/default?alt=json&prettyPrint=${value}`)).text();
      expect(text).toMatch(/^\{"kind":"compute#network",.*\}$/);
    }
  });

  test('an answer says what every answer of the real service says', async () => {
    const { headers } = await send('/compute/v1/projects/p/zones');
    expect(Object.fromEntries(headers)).toMatchObject({
      server: 'ESF',
      vary: 'Origin, X-Origin, Referer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'x-xss-protection': '0',
    });
  });

  test.each([
    [`${NETWORKS}/none`, 404, 'notFound'],
    ['/compute/v1/nothing/here', 404, 'notFound'],
    ['/compute/v1/projects/p/global/networks//', 404, 'notFound'],
    ['/compute/v1/projects/p/zones/nowhere/instances', 400, 'invalid'],
  ])('%s is refused in JSON with %i', async (path, status, reason) => {
    const response = await send(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: status, errors: [{ reason }] } });
  });

  test.each(['PUT', 'DELETE', 'PATCH'])('%s is no method of a list', async (method) => {
    const response = await send(NETWORKS, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 404, errors: [{ reason: 'notFound' }] } });
  });

  test('a batch answers its calls one by one, refusals among them', async () => {
    const name = `batch-${shell.replaceAll(/\W/g, '-')}`;
    const body = JSON.stringify({ name, type: 'TCP', tcpHealthCheck: { port: 80 } });
    const checks = '/compute/v1/projects/p/global/healthChecks';
    const response = await send(
      '/batch/compute/v1',
      batchOf(
        call('u+0', `POST ${checks}`, body),
        call('u+1', `GET ${checks}/${name}?fields=name&prettyPrint=false`),
        call('u+2', `GET https://compute.googleapis.com${checks}/none`),
        call('u+3', 'GET /batch/compute/v1'),
        call('u+4', 'nonsense'),
      ),
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary=batch_gcepool');
    const parts = (await response.text()).split(/--batch_gcepool(?:--)?\r\n/).slice(1, -1);
    expect(parts.map((part) => /HTTP\/1\.1 .*/.exec(part)?.[0])).toEqual([
      'HTTP/1.1 200 OK',
      'HTTP/1.1 200 OK',
      'HTTP/1.1 404 Not Found',
      'HTTP/1.1 404 Not Found',
      'HTTP/1.1 400 Bad Request',
    ]);
    expect(parts.map((part) => /Content-ID: (.*)/.exec(part)?.[1])).toEqual(
      [0, 1, 2, 3, 4].map((index) => `<response-u+${index}>`),
    );
    expect(parts[1]?.split('\r\n\r\n')[2]).toBe(`{"name":"${name}"}\r\n`);
  });

  test('what is no batch is refused as a whole', async () => {
    const response = await send('/batch/compute/v1', { method: 'POST', body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 400 } });
    expect((await send('/batch/compute/v1')).status).toBe(404);
  });

  test('a query too long for a URL comes in a form', async () => {
    const filter = Array.from({ length: 300 }, (_, index) => `(name = n${index})`).join(' OR ');
    const response = await send(NETWORKS, {
      method: 'POST',
      headers: { 'x-http-method-override': 'GET', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ filter: `${filter} OR (name = default)`, fields: 'items/name' }).toString(),
    });
    expect(await response.json()).toEqual({ items: [{ name: 'default' }] });
  });

  test('a body may be compressed', async () => {
    const name = `gzip-${shell.replaceAll(/\W/g, '-')}`;
    const json = JSON.stringify({ name, type: 'TCP', tcpHealthCheck: { port: 80 } });
    expect((await sendCompressed(send, gzipSync(json))).status).toBe(200);
    const refused = await sendCompressed(send, Buffer.from('not gzip'));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: 400 } });
  });
});

function get(headers: Record<string, string>): Promise<{ message: IncomingMessage; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    httpRequest(`${server.url}/compute/v1/projects/p/zones`, { headers }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => resolve({ message, bytes: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the server', () => {
  test('compresses for clients that say twice that they can', async () => {
    const { message, bytes } = await get({ 'accept-encoding': 'gzip, deflate', 'user-agent': 'my client (gzip)' });
    expect(message.headers['content-encoding']).toBe('gzip');
    expect(message.headers['content-length']).toBe(String(bytes.length));
    expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ kind: 'compute#zoneList' });
  });

  test.each([
    [{ 'accept-encoding': 'gzip' }],
    [{ 'accept-encoding': 'gzip', 'user-agent': 'my client' }],
    [{ 'user-agent': 'my client (gzip)' }],
  ])('answers plainly to %j', async (headers) => {
    const { message, bytes } = await get(headers);
    expect(message.headers).not.toHaveProperty('content-encoding');
    expect(JSON.parse(bytes.toString())).toMatchObject({ kind: 'compute#zoneList' });
  });
});

test('calls of a batch are signed by the batch, or by themselves', async () => {
  const guarded = createSimulator({ auth: 'required' });
  const statuses = async (init: RequestInit): Promise<string[]> => {
    const response = await guarded.fetch('https://compute.googleapis.com/batch/compute/v1', init);
    return Array.from((await response.text()).matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status ?? '');
  };
  const calls = batchOf(
    call('0', 'GET /compute/v1/projects/p/zones'),
    call('1', 'GET /compute/v1/projects/p/zones?access_token=t'),
  );
  expect(await statuses(calls)).toEqual(['401', '200']);
  expect(
    await statuses({ ...calls, headers: { ...(calls.headers as Record<string, string>), authorization: 'Bearer t' } }),
  ).toEqual(['200', '200']);
});
