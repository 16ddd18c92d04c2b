import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AwaitedSimulator } from '../awaited-simulator.ts';
import { isAwaited, simulatorWithin } from '../awaited-simulator.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import { controlPlane, isControlPath, isOfProcess } from '../control/control-plane.ts';
import { forkOf, Forks } from '../control/forks.ts';
import type { JsonObject } from '../kernel/json.ts';
import { badRequest, Refusal } from '../kernel/refusal.ts';
import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { refused } from '../api/response.ts';
import type { Simulator } from '../simulator.ts';
import type { AdminGuard } from './admin-guard.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import { answerGoogle, hostOfUrl, pathOf } from '../http/answer-google.ts';
import { isGoogleHost, ORIGINAL_HOST } from '../http/google-hosts.ts';
import { answerHttp, toHttp } from '../http/answer-http.ts';
import type { BrowserGuard } from './browser-guard.ts';
import { compressed, takesGzip } from './compressed.ts';
import type { ConsolePages } from './console-pages.ts';
import { isConsolePath } from './console-pages.ts';
import { deliverToSocket } from './deliver-to-socket.ts';
import type { EventStreams } from './event-streams.ts';
import type { HostGuard } from './host-guard.ts';
import { isMetadataPath } from '../http/metadata-server.ts';
import { withOwnLinks } from './own-links.ts';
import { ownPage } from './own-pages.ts';
import { ownRoot } from './own-root.ts';
import { hasBody, requestBody } from './request-body.ts';
import type { MemoryGuard } from './memory-guard.ts';
import type { TokenGuard } from './token-guard.ts';
import { own } from '../kernel/own.ts';

/** Who is answered, and how. */
export interface ListenerOptions {
  readonly checkHost: HostGuard;
  readonly checkBrowser: BrowserGuard;
  readonly checkAdmin: AdminGuard;
  readonly checkToken: TokenGuard;
  readonly memory: MemoryGuard;
  /** Whether links lead to this server. */
  readonly ownLinks: boolean;
  readonly console: ConsolePages;
  readonly events: EventStreams;
}

/** An answer that goes on: it is written by whoever has more to tell. */
type Stream = (response: ServerResponse) => void;

/** What a server answers from. */
interface Served {
  readonly forks: Forks;
  /** Whom all is asked that is of no fork; undefined where that is done at once. */
  readonly awaited: AwaitedSimulator | undefined;
  readonly control: ControlPlane;
  readonly options: ListenerOptions;
}

/** Answers the requests of a server of `node:http` from a simulator and its forks. */
export function requestListener(served: AwaitedSimulator | Simulator, options: ListenerOptions): RequestListener {
  return listenerOf(servedFrom(served, options));
}

function servedFrom(simulator: AwaitedSimulator | Simulator, options: ListenerOptions): Served {
  const forks = new Forks(simulatorWithin(simulator));
  return { forks, awaited: isAwaited(simulator) ? simulator : undefined, control: controlPlane(forks), options };
}

function listenerOf(served: Served): RequestListener {
  const { options } = served;
  return (request, response) => {
    const give = (answered: HttpAnswer | Stream): void | Promise<void> =>
      typeof answered === 'function'
        ? answered(response)
        : send(request, response, options.ownLinks ? withOwnLinks(answered, request) : answered);
    const failed = (error: unknown): void => fail(request, response, error);
    try {
      const answered = answer(served, request);
      const given = answered instanceof Promise ? answered.then(give) : give(answered);
      if (given instanceof Promise) given.catch(failed);
    } catch (error) {
      failed(error);
    }
  };
}

/** What is found at once is answered at once: most are reads, and a promise costs a short one a tenth of its time. */
type Answered = HttpAnswer | Stream | Promise<HttpAnswer | Stream>;

function answer(served: Served, request: IncomingMessage): Answered {
  const sent = request.url ?? '/';
  const refusedWith = (refusal: unknown): HttpAnswer => {
    if (!(refusal instanceof Refusal)) throw refusal;
    return toHttp(refused(refusal), sent);
  };
  try {
    refuseStrangers(request, sent, served.options);
    const asked = askedIn(request, sent);
    const answered =
      !asked.isOther && isConsolePath(asked.method, asked.path)
        ? served.options.console
            .answer(request, asked.path)
            .then((page) => page ?? answerProgram(served, request, asked))
        : answerProgram(served, request, asked);
    return answered instanceof Promise ? answered.catch(refusedWith) : answered;
  } catch (refusal) {
    return refusedWith(refusal);
  }
}

/** What a request asks for, before anything of its body is read. */
interface Asked {
  readonly method: string;
  /** Without the fork that it may name. */
  readonly url: string;
  readonly path: string;
  readonly host: string;
  readonly headers: Record<string, string>;
  /** The fork that is asked. */
  readonly name: string | undefined;
  /** Whether it can be for none of the server's own pages. */
  readonly isOther: boolean;
}

function askedIn(request: IncomingMessage, sent: string): Asked {
  const { name = headerOf(request, 'x-gcepool-fork'), url } = forkOf(sent);
  const path = pathOf(url);
  const host = hostOfUrl(sent) ?? headerOf(request, ORIGINAL_HOST) ?? request.headers.host ?? '';
  const headers = headersOf(request);
  const isOther = isControlPath(path) || isGoogleHost(host) || isMetadataPath(path, headers);
  return { method: request.method ?? 'GET', url, path, host, headers, name, isOther };
}

/** Answers who is no browser that loads the console. */
function answerProgram(served: Served, request: IncomingMessage, asked: Asked): Answered {
  const { forks, options } = served;
  const { method, path } = asked;
  const page = asked.isOther ? undefined : ownPage(method, path, forks.of(undefined).failure);
  // Nothing of a request is read of which it is clear that it is refused.
  if (page === undefined) {
    const check = isControlPath(path) ? options.checkAdmin : options.checkToken;
    const refusal = check(request) ?? options.memory.refusal(method, path);
    if (refusal !== undefined) throw refusal;
  }
  const answerWith = (body: string | undefined): Answered => page ?? answerCall(served, request, asked, body);
  return hasBody(request) ? requestBody(request).then(answerWith) : answerWith(undefined);
}

function answerCall(served: Served, request: IncomingMessage, asked: Asked, body: string | undefined): Answered {
  const { forks, control, options } = served;
  const { method, url, path, host, headers, name } = asked;
  const simulator = forks.of(name);
  if (path === EVENTS && method === 'GET') {
    options.events.checkRoom();
    const among = { count: () => forks.names.length, isServed: () => forks.isOf(name, simulator) };
    return (response) => options.events.open(simulator, among, response);
  }
  if (path.startsWith(PEEK)) {
    return answerHttp((read) => inTurn(served, simulator, true, () => simulator.peek(read)), {
      method,
      url: url.replace(PEEK, '/'),
      headers,
      body,
    });
  }
  if (isControlPath(path)) {
    const isRead = method === 'GET' || isOfProcess(path);
    const told = inTurn(served, simulator, isRead, () =>
      control(simulator, { method, path, query: queryOf(url), body }),
    );
    return told instanceof Promise ? told.then((said) => jsonOf(said, url)) : jsonOf(told, url);
  }
  const played = {
    handle: (call: ApiRequest) => handleIn(served, simulator, call),
    instanceMetadata: () => simulator.instanceMetadata(),
    iam: simulator.iam,
    ...(served.awaited === undefined ? {} : { beforeMetadata: async () => inTurn(served, simulator, true, () => {}) }),
  };
  return answerGoogle(played, { host, method, url, headers, body, root: `${ownRoot(request, host)}/` });
}

const EVENTS = '/_sim/events';
/** What comes after it is the path of a read. */
const PEEK = '/_sim/peek/';

/** A call of a batch may name a fork of its own: clients send batches to the host of their endpoint, without its path. */
function handleIn(served: Served, simulator: Simulator, call: ApiRequest): ApiResponse | Promise<ApiResponse> {
  const { forks, awaited } = served;
  if (!call.url.includes('/_sim/forks/')) {
    return awaited !== undefined && simulator === forks.of(undefined) ? awaited.handle(call) : simulator.handle(call);
  }
  const { name, url } = forkOf(call.url);
  try {
    return forks.of(name).handle({ ...call, url });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return refused(refusal);
  }
}

/** Does something at once; of a simulator that is awaited in its turn, where it may be done several times unless it changes nothing. */
function inTurn<T>({ forks, awaited }: Served, simulator: Simulator, isRead: boolean, work: () => T): T | Promise<T> {
  if (awaited === undefined || simulator !== forks.of(undefined)) return work();
  return isRead ? awaited.look(work) : awaited.perform(work);
}

// What a simulator gives out is JSON, whatever the interface of it is called.
const jsonOf = (body: object, url: string): HttpAnswer =>
  toHttp({ status: 200, headers: {}, body: body as JsonObject }, url);

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = own(headers, name);
  return typeof value === 'string' ? value : undefined;
}

/** @throws Refusal for who has no business here */
function refuseStrangers(request: IncomingMessage, url: string, { checkHost, checkBrowser }: ListenerOptions): void {
  if (hasTwoHosts(request)) throw badRequest('The request has more than one Host header.');
  // Only clients that take this for a proxy send a whole URL.
  const host = hostOfUrl(url);
  const refusal =
    checkHost(request.headers.host) ??
    (host === undefined ? undefined : checkHost(host)) ??
    checkBrowser({ method: request.method ?? 'GET', path: pathOf(url), headers: request.headers });
  if (refusal !== undefined) throw refusal;
}

/** `headers` has the first alone; a proxy before this server may have looked at the other (RFC 9112, 3.2). */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) if (rawHeaders[index]?.toLowerCase() === 'host') count++;
  return count > 1;
}

const queryOf = (url: string): string => url.split('?').slice(1).join('?');

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) plain[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return plain;
}

const send = (request: IncomingMessage, response: ServerResponse, answered: HttpAnswer): void | Promise<void> =>
  takesGzip(request)
    ? compressed(answered).then((packed) => deliverToSocket(response, packed))
    : deliverToSocket(response, answered);

/** A client that goes away in the middle of its request must not take the server with it; nor must a bug of ours. */
function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (!request.complete || response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { 'content-type': 'text/plain; charset=UTF-8' });
  response.end(`This is a bug of the simulator: ${error instanceof Error ? error.message : String(error)}\n`);
}
