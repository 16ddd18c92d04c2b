import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeHttp } from '../kernel/node-modules.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { browserGuard } from './browser-guard.ts';
import { ChangeStreams, EVENT_STREAM } from './change-streams.ts';
import type { ConsolePages } from './console-pages.ts';
import { consolePages } from './console-pages.ts';
import { deliverToSocket } from './deliver-to-socket.ts';
import type { HostGuard } from './host-guard.ts';
import { hostGuard } from './host-guard.ts';

/** What a page of `@gcepool/console` is served with. */
export interface ConsoleOptions {
  /** Name of the page in that package, such as `loop`. */
  readonly page: string;
  /** Port to listen on; 0 for any free one. */
  readonly port: number;
  /** Address to listen on, by whose name it may be called too. Default: 127.0.0.1. */
  readonly host?: string;
  /** What a GET of a path answers as JSON; undefined for what there is none of. */
  readonly answer: (path: string) => object | undefined;
  /** Path of the server-sent events that say that an answer may be another: an event `changed`, first when the stream opens. */
  readonly events: string;
  /** Folder with the page. Default: where `@gcepool/console` is installed. */
  readonly folder?: string;
}

/** A page being served. */
export interface ConsoleServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Tells whoever looks on that an answer may be another. */
  changed(): void;
  /** Stops serving; resolves when the port is free again. */
  close(): Promise<void>;
}

/** The page is not there. */
export class NoConsoleError extends Error {
  override readonly name = 'NoConsoleError';
}

/**
 * Serves a page that only shows something, under the rules of the simulator's own console: to this machine by the names that it
 * has, and among web pages to this one alone.
 *
 * @throws NoConsoleError where `@gcepool/console` is not installed, or has no such page
 * @throws the error of `node:http` when the port is taken or not allowed
 */
export async function listenConsole(options: ConsoleOptions): Promise<ConsoleServer> {
  const { folder, page, port: wanted, host = '127.0.0.1' } = options;
  const pages = consolePages(folder === undefined ? undefined : () => folder, `${page}.html`);
  if (!pages.isThere()) {
    throw new NoConsoleError(`there is no page ${page}.html of @gcepool/console here; npm install @gcepool/console`);
  }
  const streams = new ChangeStreams();
  const server = nodeHttp().createServer(listener(options, pages, hostGuard([host]), streams));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A listening TCP server always has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    changed: () => streams.changed(),
    close: () =>
      new Promise((resolve) => {
        streams.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function listener(
  { answer, events }: ConsoleOptions,
  pages: ConsolePages,
  checkHost: HostGuard,
  streams: ChangeStreams,
): RequestListener {
  const checkBrowser = browserGuard(pages.token);
  const refusalOf = ({ headers, method = 'GET' }: IncomingMessage, path: string): Refusal | undefined =>
    checkHost(headers.host) ?? checkBrowser({ method, path, headers });
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const refusal = refusalOf(request, path);
    if (refusal !== undefined) return json(response, refusal.status, errorOf(refusal.status, refusal.message));
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return json(response, 405, errorOf(405, 'This page only shows something: use GET.'));
    }
    if (path === events) {
      if (request.method === 'HEAD') {
        response.writeHead(200, { ...HEADERS, 'content-type': EVENT_STREAM });
        response.end();
        return;
      }
      if (!streams.hasRoom) return json(response, 429, errorOf(429, 'Too many look on already: close some.'));
      return streams.open(response, HEADERS);
    }
    const found = await pages.answer(request, path);
    if (found !== undefined) return deliverToSocket(response, found);
    const document = answer(path);
    return document === undefined
      ? json(response, 404, errorOf(404, `There is no ${path} here.`))
      : json(response, 200, document);
  };
  return (request, response) => {
    respond(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else json(response, 500, errorOf(500, error instanceof Error ? error.message : String(error)));
    });
  };
}

function json(response: ServerResponse, status: number, document: object): void {
  const headers = { ...HEADERS, 'content-type': 'application/json; charset=UTF-8' };
  deliverToSocket(response, { status, headers, body: `${JSON.stringify(document)}\n` });
}

const errorOf = (code: number, message: string): object => ({ error: { code, message } });
