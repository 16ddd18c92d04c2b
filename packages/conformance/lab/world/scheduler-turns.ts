import type { Scheduler } from 'fast-check';
import type { TurnTaker } from './turns.ts';

/** Turns as fast-check's scheduler gives them: any order at all. */
export function schedulerTurns(scheduler: Scheduler): TurnTaker {
  return {
    take: (actor) => scheduler.schedule(Promise.resolve(), `actor ${actor}`),
    run: async (work) => {
      await scheduler.waitFor(Promise.allSettled(work));
    },
  };
}
