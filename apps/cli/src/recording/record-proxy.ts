import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { apiMethodOf } from './api-method.ts';
import type { Exchange } from './exchange.ts';
import type { Json } from './json.ts';
import { Placeholders } from './placeholders.ts';
import { withoutSecretParameters, withoutSecrets } from './without-secrets.ts';

/** A proxy that writes down what it passes on. */
export interface RecordProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** What a proxy is told. */
export interface RecordProxyOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Takes one exchange; the answer is given when it is done. */
  readonly write: (exchange: Exchange) => void;
  /** Takes a line about what is passed on and not recorded. */
  readonly remark: (line: string) => void;
}

/** Headers that belong to one connection, or that would change the bytes of the answer. */
const OWN_HEADERS =
  /^(?:host|connection|keep-alive|transfer-encoding|content-length|accept-encoding|te|upgrade|expect|proxy-.*)$/;

/**
 * Passes requests on to an endpoint of the Compute API, credentials included, and writes down the exchanges without
 * them.
 *
 * @throws the error of `node:http` when the port is taken
 */
export async function startRecordProxy(upstream: URL, options: RecordProxyOptions): Promise<RecordProxy> {
  const placeholders = new Placeholders();
  let count = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    // A web page must not speak through this machine to somebody's project.
    if (headers.origin !== undefined) return sendError(response, 403, 'Requests from web pages are refused.');
    const body = await text(request);
    const answered = await passOn(upstream, request, body);
    const received = await answered.text();
    const exchange = { method, url, body, headers, status: answered.status, received };
    if (url.startsWith('/compute/v1/')) options.write(exchangeOf(exchange, ++count, upstream, placeholders));
    else options.remark(`passed on and not recorded: ${method} ${url.replace(/\?.*/s, '')}`);
    const type = answered.headers.get('content-type');
    response.writeHead(answered.status, type === null ? {} : { 'content-type': type });
    response.end(received);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else sendError(response, 502, `${upstream.origin} does not answer: ${reason}.`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  // A listening TCP server always has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function passOn(
  upstream: URL,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: string,
): Promise<Response> {
  const passed = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || OWN_HEADERS.test(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  return fetch(upstream.origin + url, {
    method,
    headers: passed,
    redirect: 'manual',
    ...(body !== '' && { body }),
  });
}

interface Passed {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly status: number;
  readonly received: string;
}

function exchangeOf(passed: Passed, n: number, upstream: URL, placeholders: Placeholders): Exchange {
  const [target = '', ...rest] = passed.url.split('?');
  const path = placeholders.text(target);
  const query = placeholders.text(withoutSecretParameters(rest.join('?')));
  const type = passed.headers['content-type'];
  return {
    n,
    method: passed.method,
    url: `https://compute.googleapis.com${path}${query === '' ? '' : `?${query}`}`,
    path,
    query,
    requestHeaders: type === undefined ? {} : { 'content-type': type },
    requestBody: placeholders.body(withoutSecrets(jsonOf(passed.body))),
    status: passed.status,
    responseBody: placeholders.body(withoutSecrets(jsonOf(passed.received))),
    ...apiMethodOf(passed.method, target),
    class: 'behaviour',
    provenance: 'real',
    source: upstream.origin,
  };
}

/** The JSON that a body is; the text itself where it is none, as in the error pages of front ends. */
function jsonOf(body: string): Json {
  if (body === '') return null;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

function sendError(response: ServerResponse, code: number, message: string): void {
  response.writeHead(code, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify({ error: { code, message } }));
}
