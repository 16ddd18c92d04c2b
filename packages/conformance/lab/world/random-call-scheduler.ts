import type { Scheduler } from 'fast-check';
import type { CallScheduler } from './call-scheduler.ts';

/** Any order at all, as fast-check's scheduler picks it. */
export function randomCallScheduler(scheduler: Scheduler): CallScheduler {
  return {
    nextCall: (actor) => scheduler.schedule(Promise.resolve(), `actor ${actor}`),
    run: async (work) => {
      await scheduler.waitFor(Promise.allSettled(work));
    },
  };
}
