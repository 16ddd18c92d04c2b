import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AwaitedSimulator } from '../awaited-simulator.ts';
import { simulatorWithin } from '../awaited-simulator.ts';
import { nodeHttp } from '../kernel/node-modules.ts';
import { checkListenOptions } from '../options/check-options.ts';
import type { ListenOptions } from '../options/listen-options.ts';
import type { Simulator } from '../simulator.ts';
import { adminGuard } from './admin-guard.ts';
import { browserGuard } from './browser-guard.ts';
import { consolePages } from './console-pages.ts';
import { EventStreams } from './event-streams.ts';
import { hostGuard } from './host-guard.ts';
import { memoryGuard } from './memory-guard.ts';
import { endWith, LARGEST_HEAD, protocolRefusal, tunnelRefusal } from './protocol-error.ts';
import { proxyListener } from './proxy-listener.ts';
import { requestListener } from './request-listener.ts';
import { slowClientOptions } from './slow-clients.ts';
import type { LetGo } from './tls-front.ts';
import { speakTls } from './tls-front.ts';
import { tokenGuard } from './token-guard.ts';

export type { AwaitedSimulator } from '../awaited-simulator.ts';
export type { ClientTimeouts, ListenOptions } from '../options/listen-options.ts';
export type { KeyedCertificate, TlsOptions } from '../options/tls-options.ts';

/** A simulator being served. */
export interface SimulatorServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Where browsers are shown the console; absent where `@gcepool/console` is not installed. */
  readonly consoleUrl?: string;
  /** Stops serving; resolves when the port is free again. */
  close(): Promise<void>;
}

/**
 * Serves a simulator over HTTP, for clients in other processes and languages: the Compute API, the metadata server
 * (`GCE_METADATA_HOST`), and the control plane.
 *
 * @throws the error of `node:http` when the port is taken or not allowed; TypeError for an option that makes no sense
 */
export async function listen(
  simulator: AwaitedSimulator | Simulator,
  options: ListenOptions = {},
): Promise<SimulatorServer> {
  checkListenOptions(options);
  if (options.token !== undefined && simulatorWithin(simulator).iam.isEnforced) {
    throw new TypeError('token: permissions are enforced, so that each caller has a token of its own; leave it out');
  }
  const host = options.host ?? '127.0.0.1';
  const { tls } = options;
  const checkHost = hostGuard([...(options.allowHosts ?? []), host]);
  const console = consolePages();
  const checkBrowser = browserGuard(console.token);
  const guards = {
    checkHost,
    checkBrowser,
    checkAdmin: adminGuard(options.adminToken),
    checkToken: tokenGuard(options.token),
  };
  const memory = memoryGuard(options.memory, options.onMemoryMet ?? (() => undefined));
  const events = new EventStreams();
  const own = requestListener(simulator, {
    ...guards,
    memory,
    ownLinks: options.ownLinks ?? false,
    console,
    events,
  });
  const answer = tls === undefined ? own : proxyListener(own, checkHost, tls);
  const server = nodeHttp().createServer(
    { maxHeaderSize: LARGEST_HEAD, ...slowClientOptions(options.timeouts ?? {}) },
    answer,
  );
  // A header that was dropped in silence could be the one that a check looks for; the size of all is bounded anyway.
  server.maxHeadersCount = 0;
  answerMalformed(server);
  if (tls === undefined) refuseTunnels(server);
  const letGo = tls === undefined ? () => undefined : speakTls(server, answer, tls);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: unknown) => {
    memory.close();
    throw error;
  });
  // A listening TCP server always has an address of this form.
  const { port } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    url,
    host,
    port,
    ...(console.isThere() && { consoleUrl: `${url}/` }),
    close: async () => {
      memory.close();
      events.close();
      await close(server, letGo);
    },
  };
}

function close(server: Server, letGo: LetGo): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
    letGo();
  });
}

/** Answers what never becomes a request. */
function answerMalformed(server: Server): void {
  /** The latest response on each connection: while one is being written, nothing may be mixed into it. */
  const responses = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => void responses.set(socket, response));
  /** Those who were told already, and send on. */
  const told = new WeakSet<Duplex>();
  server.on('clientError', (error, socket) => {
    if (told.has(socket)) return;
    told.add(socket);
    const response = responses.get(socket);
    const isWriting = response !== undefined && response.headersSent && !response.writableFinished;
    if (!socket.writable || isWriting) socket.destroy();
    else endWith(socket, protocolRefusal(error));
  });
}

function refuseTunnels(server: Server): void {
  server.on('connect', ({ url }, socket) => {
    socket.on('error', () => socket.destroy());
    endWith(socket, tunnelRefusal(url ?? ''));
  });
}
