import { setTimeout as timer } from 'node:timers/promises';
import type { Clock } from '@gcepool/core';

/**
 * The clock, timer and dice of this machine, for a pool that works on a real cloud. Its time is the machine's when the process
 * began and what has passed since: a machine whose clock is set back, or on, would otherwise let a loop sleep for as long, or
 * end every grace period at once.
 */
export const systemClock: Required<Clock> = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  sleep: (ms, signal) => timer(ms, undefined, signal === undefined ? {} : { signal }),
  random: () => Math.random(),
};
