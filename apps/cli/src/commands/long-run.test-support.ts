import type { LongRunOptions } from './keep-reconciling.ts';

/** Options of a command that keeps reconciling, of a cluster in one zone. */
export const LONG_RUN: LongRunOptions = {
  cluster: 'shop',
  zones: ['us-central1-a'],
  interval: 60_000,
  grace: 0,
  trust: 0,
  stopWithin: 1_000,
  healthHost: '127.0.0.1',
  logLevel: 'info',
  output: 'text',
};
