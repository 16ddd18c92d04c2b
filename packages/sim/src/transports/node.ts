import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { badRequest, Refusal } from '../engine/refusal.ts';
import { refused } from '../protocol/response.ts';
import type { Simulator } from '../simulator.ts';
import type { HttpAnswer } from './answer-http.ts';
import { answerHttp, toHttp } from './answer-http.ts';

/** The largest body that is read, compressed or not: no request to the API comes near it. */
const LARGEST_BODY = 32 << 20;

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
  response.end(`This is a bug of the simulator: ${error instanceof Error ? error.message : String(error)}\n`);
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
  const sent = await bytesOf(request);
  if (sent === undefined) return toHttp(refused(tooLarge()), url);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
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

/** The body as it was sent; undefined when it is larger than any may be. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // A stream without an encoding gives buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    // What is too much is still read to its end, and dropped: a client that is sending would not see the refusal.
    if (size <= LARGEST_BODY) chunks.push(bytes);
    else chunks.length = 0;
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks) : undefined;
}

const tooLarge = (): Refusal =>
  new Refusal(413, 'uploadTooLarge', `The request body is larger than ${LARGEST_BODY} bytes.`, {
    frontEndStatus: 'INVALID_ARGUMENT',
  });

function unzipped(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_BODY });
  } catch {
    return undefined;
  }
}
