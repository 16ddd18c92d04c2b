import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContext, Server as TlsServer } from 'node:tls';
import { callbackify } from 'node:util';
import { nodeHttp2, nodeTls } from '../kernel/node-modules.ts';
import { whenBegun } from './first-byte.ts';
import { http2Listener } from './http2-listener.ts';
import type { KeyedCertificate, TlsOptions } from '../options/tls-options.ts';
import { openTunnels } from './tunnels.ts';

/** What a client means that names no host, or an address. */
const OWN_NAME = 'localhost';

/** Ends all connections: a server of `node:http` knows of those alone that speak HTTP/1.1 with it. */
export type LetGo = () => void;

/** Makes a server of plain HTTP one that speaks TLS as well, with HTTP/1.1 and HTTP/2, within tunnels and on its port. */
export function speakTls(server: Server, answer: RequestListener, options: TlsOptions): LetGo {
  const sockets = new Set<Socket>();
  // What makes requests of a connection, with all the server's limits.
  const http1 = server.listeners('connection');
  const servePlain = (socket: Socket): void => {
    for (const listener of http1) Reflect.apply(listener, server, [socket]);
  };
  let tls: TlsServer | undefined;
  const serveTls = async (socket: Socket): Promise<void> => {
    tls ??= secured(server, answer, options, servePlain);
    // For clients that name no host.
    tls.setSecureContext(await options.certificateOf(OWN_NAME));
    tls.emit('connection', socket);
  };
  const serve = (socket: Socket): void => {
    const stopWaiting = within(socket, server.headersTimeout);
    whenBegun(socket, (isTls) => {
      stopWaiting();
      if (isTls) serveTls(socket).catch(() => socket.destroy());
      else servePlain(socket);
    });
  };

  openTunnels(server, options, serve);
  if (options.direct === true) server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (options.direct !== true) return;
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

/** What speaks TLS for a server, made for the first client that does. */
function secured(
  server: Server,
  answer: RequestListener,
  options: TlsOptions,
  servePlain: (socket: Socket) => void,
): TlsServer {
  const http2 = nodeHttp2().createServer({}, http2Listener(answer));
  http2.on('session', (session) => {
    session.setTimeout(server.keepAliveTimeout, () => session.destroy());
    session.on('error', () => session.destroy());
  });
  return tlsServer(options, server.headersTimeout).on('secureConnection', (secure) => {
    if (secure.alpnProtocol === 'h2') http2.emit('connection', secure);
    else servePlain(secure);
  });
}

/** It never listens: connections are handed to it. */
function tlsServer({ certificateOf }: TlsOptions, handshakeTimeout: number): TlsServer {
  const contexts = new WeakMap<KeyedCertificate, SecureContext>();
  const contextOf = async (name: string): Promise<SecureContext> => {
    const certificate = await certificateOf(name);
    const context = contexts.get(certificate) ?? nodeTls().createSecureContext(certificate);
    contexts.set(certificate, context);
    return context;
  };
  return nodeTls()
    .createServer({
      ALPNProtocols: ['h2', 'http/1.1'],
      handshakeTimeout,
      SNICallback: callbackify(contextOf),
    })
    .on('tlsClientError', (_, socket) => socket.destroy());
}

/** Ends a connection on which nothing happens for too long, unless it is told that it did. */
function within(socket: Socket, ms: number): () => void {
  const end = (): void => void socket.destroy();
  socket.setTimeout(ms, end);
  return () => {
    socket.setTimeout(0);
    socket.off('timeout', end);
  };
}
