import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveHealth } from './health-server.ts';
import type { HealthServer } from './health-server.ts';

let isWell: boolean;
let server: HealthServer;

beforeEach(async () => {
  isWell = true;
  server = await serveHealth({ '/healthz': () => ({ isWell, document: { isWell } }) }, { port: 0, host: '127.0.0.1' });
});
afterEach(() => server.close());

const ask = (path: string, method = 'GET') => fetch(server.url + path, { method });

test('200 while all is well, 503 while it is not, and why', async () => {
  const well = await ask('/healthz?verbose');
  expect({ status: well.status, body: await well.json() }).toEqual({ status: 200, body: { isWell: true } });
  isWell = false;
  const ill = await ask('/healthz');
  expect({ status: ill.status, body: await ill.json() }).toEqual({ status: 503, body: { isWell: false } });
  expect((await ask('/healthz', 'HEAD')).status).toBe(503);
});

test('other paths and methods are told what there is', async () => {
  const other = await ask('/metrics');
  expect({ status: other.status, body: await other.json() }).toEqual({
    status: 404,
    body: { error: 'there is /healthz' },
  });
  expect((await ask('/healthz', 'POST')).status).toBe(405);
  // This is no URL.
  expect((await ask('//')).status).toBe(404);
});

test('a page is served as it is at the moment; one that cannot be written says why', async () => {
  let count = 0;
  const page = async () => {
    count += 1;
    if (count > 1) throw new Error('no more');
    return { contentType: 'text/plain', text: 'a 1' };
  };
  const paged = await serveHealth({}, { port: 0, host: '127.0.0.1' }, { '/metrics': page });
  const first = await fetch(`${paged.url}/metrics`);
  expect([first.status, first.headers.get('content-type'), await first.text()]).toEqual([200, 'text/plain', 'a 1']);
  const second = await fetch(`${paged.url}/metrics`);
  expect([second.status, await second.json()]).toEqual([500, { error: 'no more' }]);
  await paged.close();
});

test('a port that is taken is an error', async () => {
  const port = Number(new URL(server.url).port);
  await expect(serveHealth({}, { port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
