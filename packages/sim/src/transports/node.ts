import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator } from '../simulator.ts';
import { bodyText, RESPONSE_HEADERS } from './fetch.ts';

/** Where {@link listen} serves a simulator. */
export interface ListenOptions {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
}

/** A simulator being served. */
export interface SimulatorServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Stops serving; resolves when the port is free again. */
  close(): Promise<void>;
}

/**
 * Serves a simulator over HTTP, for clients in other processes and languages.
 *
 * @throws the error of `node:http` when the port is taken or not allowed
 */
export async function listen(simulator: Simulator, options: ListenOptions = {}): Promise<SimulatorServer> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer((request, response) => void answer(simulator, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A listening TCP server always has an address of this form.
  const { port } = server.address() as AddressInfo;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shownHost}:${port}`, host, port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

async function answer(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '/';
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const body = chunks.length === 0 ? undefined : Buffer.concat(chunks).toString();
  const answered = simulator.handle({ method: request.method ?? 'GET', url, headers, body });
  const text = bodyText(answered, url);
  response.writeHead(answered.status, {
    ...(text === '' ? {} : RESPONSE_HEADERS),
    ...answered.headers,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
