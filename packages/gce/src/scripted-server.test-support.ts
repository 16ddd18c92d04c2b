import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** One answer of the script: `json` as it is, or a `body` of any kind; `hangUp` closes the connection in its stead. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly json?: object;
  readonly body?: string;
  readonly hangUp?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/**
 * A server on a free port of this machine that gives the answers of the script in their order, and keeps what it was asked;
 * an answer `undefined` is never given. It is closed when the test ends.
 */
export async function scriptedServer(
  ...script: (ScriptedAnswer | undefined)[]
): Promise<{ endpoint: string; seen: SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
    const sent = await text(request);
    const { method = '', headers } = request;
    seen.push({ method, path, query, headers, body: sent === '' ? undefined : JSON.parse(sent) });
    const answer = seen.length > script.length ? { status: 501, body: 'the script is over' } : script[seen.length - 1];
    if (answer === undefined) return;
    if (answer.hangUp) request.socket.destroy();
    response.statusCode = answer.status ?? 200;
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    response.setHeader('content-type', answer.json === undefined ? 'text/html' : 'application/json; charset=UTF-8');
    response.end(answer.json === undefined ? answer.body : JSON.stringify(answer.json));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on TCP has such an address.
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
