import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request, sendRaw } from '../../test/raw-http.ts';
import { createSimulator } from '../simulator.ts';
import type { ListenOptions, SimulatorServer } from './node.ts';
import { listen } from './node.ts';

const ZONE = '/compute/v1/projects/p/zones/us-central1-a';
const CHECKS = '/compute/v1/projects/p/global/healthChecks';

let server: SimulatorServer;
beforeAll(async () => {
  server = await listen(createSimulator(), { allowHosts: ['sim.test', '2001:db8::1'] });
});
afterAll(() => server.close());

const get = (headers: Readonly<Record<string, string>>, path = ZONE) =>
  sendRaw(server.port, request(`GET ${path}`, headers));

async function withServer<T>(options: ListenOptions, use: (server: SimulatorServer) => Promise<T>): Promise<T> {
  const other = await listen(createSimulator(), options);
  try {
    return await use(other);
  } finally {
    await other.close();
  }
}

test('two Host headers are refused, whatever they say', async () => {
  const { status, body } = await get({ Host: 'localhost', host: 'localhost' });
  expect([status, body]).toEqual([400, expect.stringContaining('more than one Host header')]);
});

test.each(['http', 'https', 'ftp', 'ws'])('the host of a whole URL of scheme %s is looked at', async (scheme) => {
  expect((await get({ Host: 'localhost' }, `${scheme}://evil.example${ZONE}`)).status).toBe(403);
  expect((await get({ Host: 'localhost' }, `${scheme}://localhost${ZONE}`)).status).toBe(200);
});

describe('a page whose name was made to mean this machine', () => {
  test.each([
    'evil.example',
    'evil.example:4080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil',
    '',
  ])('is refused: Host %j', async (host) => {
    const { status, body } = await get({ Host: host });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({
      error: { code: 403, status: 'PERMISSION_DENIED', errors: [{ reason: 'forbidden' }] },
    });
    expect(body).toContain('--allow-host');
  });

  test.each([
    'localhost',
    'LOCALHOST:1',
    '127.0.0.1:9',
    '[::1]:80',
    'compute.googleapis.com',
    'www.googleapis.com:443',
    'sim.test:4080',
    '[2001:db8::1]',
  ])('is none of those: Host %j', async (host) => {
    expect((await get({ Host: host })).status).toBe(200);
  });

  test.each(['metadata.google.internal.', '169.254.169.254', 'metadata:80'])('nor is Host %j', async (host) => {
    const path = '/computeMetadata/v1/project/project-id';
    expect((await get({ Host: host, 'Metadata-Flavor': 'Google' }, path)).status).toBe(200);
  });

  test('is refused too when its name is in the target', async () => {
    expect((await get({ Host: 'localhost' }, `http://evil.example${ZONE}`)).status).toBe(403);
    expect((await get({ Host: 'localhost' }, `http://localhost${ZONE}`)).status).toBe(200);
  });

  test('has no effect', async () => {
    const body = '{"name":"evil","type":"TCP"}';
    const headers = { Host: 'evil.example', 'Content-Length': String(body.length) };
    await sendRaw(server.port, request(`POST ${CHECKS}`, headers, body));
    expect((await get({ Host: 'localhost' }, `${CHECKS}/evil`)).status).toBe(404);
  });

  test.each(['http://sim', 'sim:80', 'a/b', '*', '*.test', ''])('allowHosts takes names alone: %j', async (host) => {
    await expect(listen(createSimulator(), { allowHosts: [host] })).rejects.toThrow(/allowHosts: .* is no host name/);
  });
});

describe('a web page', () => {
  test.each<Record<string, string>>([
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://localhost:4080' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-origin' },
  ])('is refused: %j', async (header) => {
    const { status, headers, body } = await get({ Host: 'localhost', ...header });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 403, status: 'PERMISSION_DENIED' } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('gets no permission beforehand', async () => {
    const { status, headers } = await sendRaw(
      server.port,
      request(`OPTIONS ${CHECKS}`, {
        Host: 'localhost',
        Origin: 'https://evil.example',
        'Access-Control-Request-Method': 'POST',
      }),
    );
    expect(status).toBe(403);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('is not mistaken for an address typed in a browser, nor for a program', async () => {
    expect((await get({ Host: 'localhost', 'Sec-Fetch-Site': 'none' })).status).toBe(200);
    expect((await fetch(server.url + ZONE)).status).toBe(200);
  });
});

describe('a client that sends too much', () => {
  test.each([
    ['in one header', { 'X-Large': 'x'.repeat(70_000) }, ZONE],
    ['in many headers', Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`x-${n}`, ''])), ZONE],
    ['in the URL', {}, `${ZONE}?filter=${'x'.repeat(70_000)}`],
  ])('is refused in GCE’s shape: %s', async (_, headers, path) => {
    const { status, body } = await get({ Host: 'localhost', ...headers }, path);
    expect(status).toBe(431);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 431, errors: [{ reason: 'headersTooLarge' }] } });
  });

  test('hides no header behind many others', async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`x-${n}`, '']));
    expect((await get({ Host: 'localhost', ...many, Origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('a client that is slow', () => {
  const timeouts = { headersMs: 40, requestMs: 80, idleMs: 40 };
  const beginnings = [
    ['sends nothing', ''],
    ['stops in its headers', `GET ${ZONE} HTTP/1.1\r\nHost: localhost\r\nX-`],
    ['stops in its body', `POST ${CHECKS} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{`],
  ] as const;
  test.each(beginnings)('is let go when it %s', async (_, bytes) => {
    const { status, body } = await withServer({ timeouts }, ({ port }) => sendRaw(port, bytes));
    expect(status).toBe(408);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 408, errors: [{ reason: 'requestTimeout' }] } });
  });

  test('is let go when it keeps its connection and sends no more', async () => {
    await withServer({ timeouts }, async ({ port }) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET ${ZONE} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      socket.resume();
      await once(socket, 'end');
      expect(socket.bytesRead).toBeGreaterThan(0);
      socket.destroy();
    });
  });

  test.each([0, -1, Number.NaN, Infinity])('a timeout is a time: %s', async (headersMs) => {
    await expect(listen(createSimulator(), { timeouts: { headersMs } })).rejects.toThrow('timeouts.headersMs');
  });
});

describe('a client that takes the simulator for a proxy', () => {
  test('is told that it is none', async () => {
    const answer = await sendRaw(server.port, 'CONNECT compute.googleapis.com:443 HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('opens no tunnel');
  });
});

describe('the control plane', () => {
  const clock = async ({ url }: SimulatorServer, host: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url.replace('127.0.0.1', host)}/_sim/clock`, { headers });
    return { status: response.status, body: await response.text() };
  };
  const elsewhere = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

  test('answers this machine', async () => {
    expect((await clock(server, '127.0.0.1')).status).toBe(200);
  });

  test.runIf(elsewhere !== undefined)('answers no other, which the API does', async () => {
    const address = elsewhere ?? '';
    await withServer({ host: '0.0.0.0', allowHosts: [address] }, async (open) => {
      const refused = await clock({ ...open, url: `http://127.0.0.1:${open.port}` }, address);
      expect(refused).toMatchObject({ status: 403, body: expect.stringContaining('--admin-token') });
      expect((await fetch(`http://${address}:${open.port}${ZONE}`)).status).toBe(200);
    });
  });

  test('with a token answers whoever has it, and nobody else', async () => {
    await withServer({ adminToken: 'open-sesame' }, async (guarded) => {
      for (const authorization of ['', 'Bearer', 'Bearer open-sesam', 'Bearer open-sesame-', 'open-sesame']) {
        expect((await clock(guarded, '127.0.0.1', { authorization })).status).toBe(401);
      }
      expect((await clock(guarded, '127.0.0.1', { authorization: 'Bearer open-sesame' })).status).toBe(200);
      expect((await fetch(guarded.url + ZONE)).status).toBe(200);
    });
  });

  test('takes no token that is guessed at once', async () => {
    await expect(listen(createSimulator(), { adminToken: '1234567' })).rejects.toThrow('at least 8 characters');
  });
});

describe('with a token the API', () => {
  const token = 'open-sesame';
  const authorization = `Bearer ${token}`;
  const statusAt = async (guarded: SimulatorServer, path: string, headers = {}, method = 'GET'): Promise<number> =>
    (await sendRaw(guarded.port, request(`${method} ${path}`, { Host: 'localhost', ...headers }))).status;

  test.each([
    ['GET', CHECKS],
    ['POST', CHECKS],
    ['POST', '/batch/compute/v1'],
    ['GET', '/_sim/forks/f/compute/v1/projects/p/global/healthChecks'],
    ['GET', '/computeMetadata/v1/project/project-id'],
    ['POST', '/token'],
    ['GET', '/nothing'],
    ['GET', `http://localhost${CHECKS}`],
  ])('answers nobody without it: %s %s', async (method, path) => {
    await withServer({ token }, async (guarded) => {
      const flavour = { 'Metadata-Flavor': 'Google' };
      expect(await statusAt(guarded, path, flavour, method)).toBe(401);
      for (const other of ['Bearer open-sesamE', token, 'Bearer ', 'Basic b3Blbi1zZXNhbWU=']) {
        expect(await statusAt(guarded, path, { ...flavour, authorization: other }, method)).toBe(401);
      }
      expect(await statusAt(guarded, path, { ...flavour, authorization }, method)).not.toBe(401);
    });
  });

  test.each(['/', '/healthz', '/_sim/clock'])('and not %s asks for it', async (path) => {
    await withServer({ token }, async (guarded) => {
      expect(await statusAt(guarded, path)).toBe(200);
    });
  });

  test('and a token that is easily guessed is refused', async () => {
    await expect(listen(createSimulator(), { token: '1234567' })).rejects.toThrow('token: must have at least 8');
  });
});
