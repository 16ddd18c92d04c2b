import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeTransport, whole } from '../../test/transport-cases.ts';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer } from './node.ts';
import { listen } from './node.ts';

const ZONE = '/compute/v1/projects/p1/zones/us-central1-a';

describe('a server', () => {
  let server: SimulatorServer;
  beforeAll(async () => {
    server = await listen(createSimulator());
  });
  afterAll(() => server.close());

  describeTransport(() => ({ base: server.url, fetch }));

  test('says where it is', () => {
    expect(server).toMatchObject({ host: '127.0.0.1', url: `http://127.0.0.1:${server.port}` });
    expect(server.port).toBeGreaterThan(0);
  });

  test('says where the console is, where it is', async () => {
    const page = await fetch(server.url, { headers: { accept: 'text/html' } });
    const isThere = page.headers.get('content-type')?.startsWith('text/html') === true;
    expect(server.consoleUrl).toBe(isThere ? `${server.url}/` : undefined);
  });

  test('serves on when a client goes away in the middle of its request', async () => {
    const socket = connect(server.port, server.host);
    await once(socket, 'connect');
    socket.write(`POST ${ZONE} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"name":`);
    // An answered request shows that the server has seen the one before.
    expect((await whole(fetch(server.url + ZONE))).status).toBe(200);
    socket.destroy();
    await once(socket, 'close');
    expect((await whole(fetch(server.url + ZONE))).status).toBe(200);
  });

  test.each([
    ['sent as it is', Buffer.alloc(33 << 20, ' '), {}],
    ['that a few bytes unfold to', gzipSync(Buffer.alloc(33 << 20, ' ')), { 'content-encoding': 'gzip' }],
  ])('refuses a body too large, %s, and serves on', async (_title, body, headers) => {
    const url = `${server.url}/compute/v1/projects/p1/global/healthChecks`;
    const answer = await fetch(url, { method: 'POST', body, headers });
    expect([answer.status, await answer.json()]).toEqual([
      413,
      { error: expect.objectContaining({ code: 413, message: expect.stringContaining('larger than 33554432 bytes') }) },
    ]);
    expect((await whole(fetch(server.url + ZONE))).status).toBe(200);
  });

  test('refuses what is no HTTP, and serves on', async () => {
    const socket = connect(server.port, server.host);
    socket.write('nonsense\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    expect((await whole(fetch(server.url + ZONE))).status).toBe(200);
  });

  test('answers a request target that is a whole URL, as clients send to proxies', async () => {
    const asked = request({ host: server.host, port: server.port, path: `http://compute.googleapis.com${ZONE}` });
    asked.end();
    const [response] = await once(asked, 'response');
    response.resume();
    expect(response.statusCode).toBe(200);
  });

  test('answers HEAD without a body', async () => {
    const response = await fetch(server.url + ZONE, { method: 'HEAD' });
    expect(await response.text()).toBe('');
  });

  test('says how long its answers are', async () => {
    const response = await fetch(server.url + ZONE, { headers: { 'accept-encoding': 'identity' } });
    const bytes = await response.arrayBuffer();
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
  });
});

test('a port that is taken is an error, and a closed one is free again', async () => {
  const server = await listen(createSimulator());
  await expect(listen(createSimulator(), { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await server.close();
  const again = await listen(createSimulator(), { port: server.port });
  expect((await whole(fetch(again.url + ZONE))).status).toBe(200);
  await again.close();
});

test('closing does not wait for clients that keep their connection', async () => {
  const server = await listen(createSimulator());
  const socket = connect(server.port, server.host);
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  await server.close();
  await closed;
  expect(socket.destroyed).toBe(true);
});

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));

test.runIf(hasIpv6)('an IPv6 host is shown in brackets', async () => {
  const server = await listen(createSimulator(), { host: '::1' });
  expect(server.url).toBe(`http://[::1]:${server.port}`);
  expect((await whole(fetch(server.url + ZONE))).status).toBe(200);
  await server.close();
});
