import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Sooner than API servers and what stands before them close a connection on which nothing is asked: 90 s and more. */
const IDLE_MS = 30_000;

/** Connections that are kept for the next request: to make a new one takes longer than most requests do. */
export const keptConnections = (address: string): HttpAgent =>
  new (address.startsWith('http:') ? HttpAgent : HttpsAgent)({ keepAlive: true, timeout: IDLE_MS });
