import type { Clock } from './clock.ts';

/** A clock whose time passes only in sleep, and whose dice are seeded. */
export function virtualClock(seed = 1): Required<Clock> & { time: number } {
  let state = seed;
  const clock = {
    time: 0,
    now: () => clock.time,
    sleep: async (ms: number) => {
      clock.time += ms;
    },
    // A linear congruential generator (Numerical Recipes).
    random: () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
  };
  return clock;
}
