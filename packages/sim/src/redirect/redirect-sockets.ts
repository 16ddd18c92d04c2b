import { request } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import { isGoogleHost } from '../http/google-hosts.ts';

/** What a connection is made by, as far as it is looked at here. */
interface ConnectOptions {
  readonly host?: string;
  readonly port?: number | string;
  /** Of a socket of the file system. */
  readonly path?: string;
  /** A connection that is there already. */
  readonly socket?: Duplex;
  readonly servername?: string;
}

/** `connect` of `node:net` or `node:tls`, in all the forms they take. */
export type Connect<S> = (target: ConnectOptions | number | string, ...more: readonly unknown[]) => S;

/**
 * A `connect` of `node:tls` that leads to a simulator, which is a proxy, where Google is meant, and is otherwise the one it is given. By it go
 * all who do not call `node:https`: `node:http2`, and the clients and pools of the npm package `undici`.
 */
export const redirectTls =
  (connect: Connect<TLSSocket>, simulator: URL): Connect<TLSSocket> =>
  (target, ...more) => {
    const { options, onConnect } = readCall(target, more);
    const { host, port = 443, path, socket } = options;
    if (!isGoogles(host) || path !== undefined || socket !== undefined) return connect(target, ...more);
    refuseFork(host, simulator);
    // Nothing is known of who vouches for the simulator: all else goes to it in plain text.
    const trust = { rejectUnauthorized: false };
    const meant = { servername: host, ...options, socket: tunnel(`${host}:${port}`, simulator) };
    return connect({ ...meant, ...trust }, onConnect);
  };

/** A `connect` of `node:net` that does the same with what is sent in plain text, as to the metadata server. */
export const redirectNet =
  (connect: Connect<Socket>, simulator: URL): Connect<Socket> =>
  (target, ...more) => {
    const { options, onConnect } = readCall(target, more);
    if (!isGoogles(options.host) || options.path !== undefined) return connect(target, ...more);
    refuseFork(options.host, simulator);
    // In a URL an address of IPv6 is in brackets, and a connection is made without.
    const { hostname, port } = urlToHttpOptions(simulator);
    return connect({ ...options, host: hostname ?? '', port: port || 80 }, onConnect);
  };

const isGoogles = (host: string | undefined): host is string => host !== undefined && isGoogleHost(host);

/** A connection leads to a port, and a fork is a path. */
function refuseFork(host: string, simulator: URL): void {
  if (simulator.pathname === '/') return;
  throw new TypeError(
    `${host}: a fork (${simulator.href}) is called by fetch, node:http and node:https alone, not by connections of a program's own`,
  );
}

function readCall(
  target: ConnectOptions | number | string,
  more: readonly unknown[],
): { readonly options: ConnectOptions; readonly onConnect: unknown } {
  const onConnect = more.find((one) => typeof one === 'function');
  if (typeof target === 'object') return { options: target, onConnect };
  // A text that is no number is the path of a socket.
  const place = Number.isNaN(Number(target)) ? { path: String(target) } : { port: target };
  const host = more.find((one) => typeof one === 'string');
  const rest = more.find((one) => typeof one === 'object');
  return { options: { ...place, ...(host !== undefined && { host }), ...rest }, onConnect };
}

/** A connection through the simulator, which is its end too. It can be written to before it is open. */
function tunnel(target: string, simulator: URL): Duplex {
  const [sent, received] = [new PassThrough(), new PassThrough()];
  const asked = request(simulator, { method: 'CONNECT', path: target, agent: false });
  const fail = (reason: string): void => {
    received.destroy(
      new Error(
        `${target} is played by ${simulator.origin}, which gave no connection (${reason}): ` +
          'only `gcepool sim`, or `listen` with the option `tls`, takes connections of TLS and HTTP/2',
      ),
    );
  };
  asked.once('connect', ({ statusCode }, socket: Socket) => {
    if (statusCode !== 200) {
      socket.destroy();
      return fail(`status ${statusCode}`);
    }
    socket.on('error', (error) => received.destroy(error));
    received.once('close', () => socket.destroy());
    sent.pipe(socket).pipe(received);
  });
  asked.once('error', ({ message }) => fail(message));
  asked.end();
  return Duplex.from({ writable: sent, readable: received });
}
