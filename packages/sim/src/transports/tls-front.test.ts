import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, request as sendPlain } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { get as getSecure } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CERTIFICATE, PRIVATE_KEY } from '../collections/example-certificate.ts';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer, TlsOptions } from './node.ts';
import { listen } from './node.ts';

const ZONE = '/compute/v1/projects/p/zones/us-central1-a';
const GOOGLE = 'compute.googleapis.com';
/** The certificate is of no authority that tests trust; which name it was asked for is what they look at. */
const TRUSTING = { rejectUnauthorized: false } as const;

const asked: string[] = [];
const refused: string[] = [];
const tls: TlsOptions = {
  certificateOf: async (name) => {
    asked.push(name);
    return { cert: CERTIFICATE, key: PRIVATE_KEY };
  },
  onRefused: (host) => refused.push(host),
};

let server: SimulatorServer;
let passing: SimulatorServer;
/** A host that is not Google's. */
let other: Server;
let otherHost: string;
beforeAll(async () => {
  server = await listen(createSimulator(), { tls: { ...tls, direct: true }, ownLinks: true });
  passing = await listen(createSimulator(), { tls: { ...tls, otherHosts: 'passed' } });
  other = createServer((request, response) => {
    request.pipe(response.writeHead(201, { 'x-url': request.url, 'x-proxy': String('proxy-a' in request.headers) }));
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  // A server that listens on TCP has such an address. Written so, it is none of the simulator's names.
  otherHost = `127.1:${(other.address() as AddressInfo).port}`;
});
afterAll(async () => {
  other.close();
  await Promise.all([server.close(), passing.close()]);
});

async function tunnel(port: number, target: string): Promise<{ readonly status: number; readonly socket: Socket }> {
  const asking = sendPlain({ host: '127.0.0.1', port, method: 'CONNECT', path: target, agent: false }).end();
  const [answer, socket] = await Promise.race([
    once(asking, 'connect'),
    once(asking, 'response').then(([response]) => [response, response.socket]),
  ]);
  return { status: answer.statusCode, socket };
}

async function secured(socket: Socket, ALPNProtocols: string[]): Promise<TLSSocket> {
  const secure = connectTls({ socket, servername: GOOGLE, ALPNProtocols, ...TRUSTING });
  await once(secure, 'secureConnect');
  return secure;
}

/** The status and body of what is read on a connection of HTTP/1.1 that is ended then. */
async function getOn(socket: Socket, host: string, path: string): Promise<string> {
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nmetadata-flavor: Google\r\nconnection: close\r\n\r\n`);
  return text(socket);
}

async function getHttp2(session: ReturnType<typeof connectHttp2>, path: string) {
  const stream = session.request({ ':path': path });
  const [headers] = await once(stream, 'response');
  const body = await text(stream);
  session.close();
  return { status: headers[':status'], body };
}

describe('on its port', () => {
  test('HTTPS is spoken beside HTTP, and links are of the scheme that was used', async () => {
    const url = `https://localhost:${server.port}${ZONE}`;
    const [answer] = await once(getSecure(url, TRUSTING), 'response');
    expect(JSON.parse(await text(answer))).toMatchObject({ selfLink: url });
    expect(asked).toContain('localhost');
    const root = `https://localhost:${server.port}/`;
    const [discovered] = await once(getSecure(`${root}$discovery/rest`, TRUSTING), 'response');
    expect(JSON.parse(await text(discovered))).toMatchObject({ rootUrl: root });
    const plain = `${server.url}${ZONE}`;
    expect(await (await fetch(plain)).json()).toMatchObject({ selfLink: plain });
  });

  test('HTTP/2 is spoken, with bodies and the control plane', async () => {
    const session = connectHttp2(`https://127.0.0.1:${server.port}`, TRUSTING);
    const stream = session.request({ ':method': 'POST', ':path': '/compute/v1/projects/p/global/healthChecks' });
    stream.end('{"name":"by-http2","type":"TCP"}');
    expect(JSON.parse(await text(stream))).toMatchObject({ operationType: 'insert' });
    const { status, body } = await getHttp2(session, '/_sim/calls/counts');
    expect({ status, counts: JSON.parse(body).counts }).toMatchObject({
      status: 200,
      counts: { 'healthChecks.insert': 1 },
    });
  });

  test('HTTP/2 under a name of somebody else is refused', async () => {
    const session = connectHttp2('https://example.com', {
      createConnection: () => connectTls({ port: server.port, ALPNProtocols: ['h2'], ...TRUSTING }),
    });
    expect(await getHttp2(session, ZONE)).toMatchObject({
      status: 403,
      body: expect.stringContaining("'example.com:443'"),
    });
  });

  test('TLS is not spoken unless that is asked for', async () => {
    const secure = connectTls({ port: passing.port, ...TRUSTING });
    await expect(once(secure, 'secureConnect')).rejects.toThrow('wrong version number');
  });
});

describe('for who takes it for a proxy', () => {
  test.each([['http/1.1'], ['h2']])('a tunnel to Google ends in the simulator: %s', async (protocol) => {
    const { status, socket } = await tunnel(passing.port, `${GOOGLE}:443`);
    expect(status).toBe(200);
    const secure = await secured(socket, [protocol]);
    expect(secure.alpnProtocol).toBe(protocol);
    expect(asked).toContain(GOOGLE);
    const body =
      protocol === 'h2'
        ? (await getHttp2(connectHttp2(`https://${GOOGLE}`, { createConnection: () => secure }), ZONE)).body
        : await getOn(secure, GOOGLE, ZONE);
    expect(body).toContain(`https://www.googleapis.com${ZONE}`);
  });

  test('a tunnel may have plain HTTP in it', async () => {
    const { socket } = await tunnel(passing.port, 'metadata.google.internal:80');
    expect(await getOn(socket, 'metadata.google.internal', '/computeMetadata/v1/project/project-id')).toMatch(
      /gcepool-sim$/,
    );
  });

  test('another host is refused, and told', async () => {
    const { status, socket } = await tunnel(server.port, 'example.com:443');
    socket.destroy();
    expect(status).toBe(403);
    expect(refused).toContain('example.com:443');
    const asking = sendPlain({
      port: server.port,
      path: 'http://example.org/',
      headers: { host: 'example.org' },
    }).end();
    const [answer] = await once(asking, 'response');
    expect({ status: answer.statusCode, body: await text(answer) }).toEqual({
      status: 403,
      body: expect.stringContaining("'example.org' is no host of Google's"),
    });
    expect(refused).toContain('example.org');
  });

  test('another host is reached where that is asked for', async () => {
    const { status, socket } = await tunnel(passing.port, otherHost);
    expect(status).toBe(200);
    expect(await getOn(socket, otherHost, '/tunnelled')).toContain('x-url: /tunnelled');
    const asking = sendPlain({
      port: passing.port,
      method: 'POST',
      path: `http://${otherHost}/plain`,
      headers: { 'proxy-a': 'for the proxy alone' },
    });
    asking.end('sent');
    const [answer] = await once(asking, 'response');
    expect([answer.statusCode, answer.headers['x-url'], answer.headers['x-proxy'], await text(answer)]).toEqual([
      201,
      '/plain',
      'false',
      'sent',
    ]);
  });

  test.each(['127.0.0.1:1', 'nonsense', '127.0.0.1:99999'])('says so when %s cannot be reached', async (target) => {
    const { status, socket } = await tunnel(passing.port, target);
    socket.destroy();
    expect([403, 502]).toContain(status);
  });
});

test('connections end with the server, and who is silent is let go', async () => {
  const short = await listen(createSimulator(), { tls: { ...tls, direct: true }, timeouts: { headersMs: 50 } });
  const silent = connect(short.port, '127.0.0.1');
  silent.resume();
  await once(silent, 'close');
  expect(silent.bytesRead).toBe(0);
  const { socket } = await tunnel(server.port, `${GOOGLE}:443`);
  socket.resume();
  const opened = await listen(createSimulator(), { tls: { ...tls, direct: true } });
  const session = connectHttp2(`https://127.0.0.1:${opened.port}`, TRUSTING);
  session.on('error', () => undefined);
  await once(session, 'connect');
  await Promise.all([once(session, 'close'), opened.close(), short.close()]);
  socket.destroy();
});
