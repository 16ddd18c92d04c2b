import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { badRequest } from '../engine/refusal.ts';
import { refused } from '../protocol/response.ts';
import type { Simulator } from '../simulator.ts';
import type { HttpAnswer } from './answer-http.ts';
import { answerHttp, toHttp } from './answer-http.ts';

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
  const server = createServer((request, response) => {
    answer(simulator, request, response).catch((error: unknown) => fail(request, response, error));
  });
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

/** A client that goes away in the middle of its request must not take the server with it; nor must a bug of ours. */
function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (!request.complete || response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { 'content-type': 'text/plain; charset=UTF-8' });
  response.end(`This is a bug of the simulator. ${error instanceof Error ? (error.stack ?? error.message) : ''}\n`);
}

async function answer(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answered = await answerOf(simulator, request);
  const isCompressed = answered.text !== '' && takesGzip(request);
  const bytes = isCompressed ? gzipSync(answered.text) : Buffer.from(answered.text);
  response.writeHead(answered.status, {
    ...answered.headers,
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    'content-length': bytes.length,
  });
  response.end(bytes);
}

async function answerOf(simulator: Simulator, request: IncomingMessage): Promise<HttpAnswer> {
  const url = request.url ?? '/';
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const sent = Buffer.concat(chunks);
  const bytes = headers['content-encoding'] === 'gzip' ? unzipped(sent) : sent;
  if (bytes === undefined) {
    return toHttp(refused(badRequest('The body is not what its Content-Encoding says: gzip.')), url);
  }
  const body = bytes.length === 0 ? undefined : bytes.toString();
  return answerHttp((call) => simulator.handle(call), { method: request.method ?? 'GET', url, headers, body });
}

/** Google's servers compress for clients that say twice that they can. */
const takesGzip = ({ headers }: IncomingMessage): boolean =>
  /\bgzip\b/i.test(headers['accept-encoding']?.toString() ?? '') && /gzip/i.test(headers['user-agent'] ?? '');

function unzipped(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined;
  }
}
