import type { ServerOptions } from 'node:http';
import type { ClientTimeouts } from '../options/listen-options.ts';

/**
 * What ends connections on which nothing more comes, or too slowly: each holds memory, and a client could open thousands.
 * The time for the next request is longer than clients keep a connection, so that none sends on one that is just closed.
 *
 * @throws TypeError for a time that is none
 */
export function slowClientOptions(timeouts: ClientTimeouts): ServerOptions {
  const headersTimeout = readTime('headersMs', timeouts.headersMs ?? 20_000);
  const requestTimeout = readTime('requestMs', timeouts.requestMs ?? 60_000);
  return {
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    keepAliveTimeout: readTime('idleMs', timeouts.idleMs ?? 65_000),
    connectionsCheckingInterval: Math.max(10, Math.min(5_000, headersTimeout / 2, requestTimeout / 2)),
  };
}

function readTime(name: keyof ClientTimeouts, ms: number): number {
  if (Number.isFinite(ms) && ms >= 1) return ms;
  throw new TypeError(`timeouts.${name}: must be milliseconds, at least 1; got ${ms}`);
}
