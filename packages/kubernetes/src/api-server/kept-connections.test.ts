import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpApiServer } from './http-api-server.ts';
import type { ApiServer } from './api-server.ts';

let server: Server;
let api: ApiServer;
/** Of each connection, in the order in which they were made, the requests that came on it. */
let connections: Map<Socket, string[]>;
/** What becomes of a request, beside an answer. */
let meanwhile: (socket: Socket) => void;

beforeEach(async () => {
  connections = new Map();
  meanwhile = () => undefined;
  server = createServer((request, response) => {
    const { socket, method = '' } = request;
    connections.set(socket, [...(connections.get(socket) ?? []), method]);
    meanwhile(socket);
    request.resume();
    request.on('end', () => {
      if (!socket.destroyed) response.end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  api = httpApiServer({ server: `http://127.0.0.1:${port}`, credentials: () => Promise.resolve({}) });
});
afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

test('one request follows another on the same connection', async () => {
  for (let count = 0; count < 5; count += 1) await api.ask({ path: '/a' });
  expect([...connections.values()]).toEqual([['GET', 'GET', 'GET', 'GET', 'GET']]);
});

/** The server closes the connection on which the second request comes, as one that it has had enough of. */
async function closedMeanwhile(): Promise<void> {
  await api.ask({ path: '/a' });
  meanwhile = (socket) => {
    meanwhile = () => undefined;
    socket.resetAndDestroy();
  };
}

test('what only reads is asked again where a connection was closed meanwhile', async () => {
  await closedMeanwhile();
  await expect(api.ask({ path: '/a' })).resolves.toEqual({});
  expect([...connections.values()]).toEqual([['GET', 'GET'], ['GET']]);
});

test('what writes is not sent a second time', async () => {
  await closedMeanwhile();
  await expect(api.ask({ method: 'PUT', path: '/a', body: {} })).rejects.toThrow('no answer');
  expect([...connections.values()]).toEqual([['GET', 'PUT']]);
});

test('a server that resets each new connection is not asked without end', async () => {
  meanwhile = (socket) => socket.resetAndDestroy();
  await expect(api.ask({ path: '/a' })).rejects.toThrow('no answer');
  expect([...connections.values()]).toEqual([['GET']]);
});
