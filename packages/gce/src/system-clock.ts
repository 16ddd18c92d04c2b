import { setTimeout as timer } from 'node:timers/promises';
import type { Clock } from '@gcepool/core';

/** The clock, timer and dice of this machine, for a pool that works on a real cloud. */
export const systemClock: Required<Clock> = {
  now: () => Date.now(),
  sleep: (ms, signal) => timer(ms, undefined, signal === undefined ? {} : { signal }),
  random: () => Math.random(),
};
