import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { nodeHttp } from '../kernel/node-modules.ts';
import type { Simulator } from '../simulator.ts';
import { adminGuard } from './admin-guard.ts';
import { hostGuard } from './host-guard.ts';
import { memoryGuard } from './memory-guard.ts';
import { endWith, LARGEST_HEAD, protocolRefusal, tunnelRefusal } from './protocol-error.ts';
import { proxyListener } from './proxy-listener.ts';
import { requestListener } from './request-listener.ts';
import type { ClientTimeouts } from './slow-clients.ts';
import { slowClientOptions } from './slow-clients.ts';
import type { LetGo } from './tls-front.ts';
import { speakTls } from './tls-front.ts';
import type { TlsOptions } from './tls-options.ts';
import { tokenGuard } from './token-guard.ts';

export type { KeyedCertificate, TlsOptions } from './tls-options.ts';

/** Where {@link listen} serves a simulator, and for whom. */
export interface ListenOptions {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1, for this machine alone. */
  readonly host?: string;
  /** Names by which clients call this server, beside those of this machine and of Google's hosts. Default: none. */
  readonly allowHosts?: readonly string[];
  /**
   * What the control plane at `/_sim/` asks for, as `Authorization: Bearer TOKEN`; at least 8 characters. Default: none, and
   * the control plane answers connections from this machine alone.
   */
  readonly adminToken?: string;
  /**
   * How much the process may keep, in MiB: what would make it more is answered 503 from then on, until there is room again.
   * Default: three quarters of the heap that Node.js gives the process.
   */
  readonly memory?: number;
  /** Is told when {@link memory} is met. Default: nobody is. */
  readonly onMemoryMet?: (message: string) => void;
  /**
   * What all that the server plays asks for, as `Authorization: Bearer TOKEN`: the API, batches, the metadata server and the
   * endpoints that give out tokens, which give out others; at least 8 characters. `/`, `/healthz` and the control plane do
   * not ask for it. Default: none, and whoever reaches the server can use it.
   */
  readonly token?: string;
  /**
   * Whether links in answers, such as `selfLink`, lead to this server under the name by which the client called it, for clients
   * that follow them. Default: false, and links are those of GCE, to `https://www.googleapis.com`.
   */
  readonly ownLinks?: boolean;
  /** How to speak TLS, also as the proxy of clients that mean Google's own hosts. Default: plain HTTP alone, and no proxy. */
  readonly tls?: TlsOptions;
  /** How long to wait for slow clients. */
  readonly timeouts?: ClientTimeouts;
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
 * Serves a simulator over HTTP, for clients in other processes and languages: the Compute API, the metadata server
 * (`GCE_METADATA_HOST`), and the control plane.
 *
 * @throws the error of `node:http` when the port is taken or not allowed; TypeError for an option that makes no sense
 */
export async function listen(simulator: Simulator, options: ListenOptions = {}): Promise<SimulatorServer> {
  const host = options.host ?? '127.0.0.1';
  const { tls } = options;
  const checkHost = hostGuard([...(options.allowHosts ?? []), host]);
  const guards = { checkHost, checkAdmin: adminGuard(options.adminToken), checkToken: tokenGuard(options.token) };
  const memory = memoryGuard(options.memory, options.onMemoryMet ?? (() => undefined));
  const own = requestListener(simulator, { ...guards, memory, ownLinks: options.ownLinks ?? false });
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
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shownHost}:${port}`,
    host,
    port,
    close: async () => {
      memory.close();
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
