import type { Clock } from '@gcepool/core';

/**
 * A clock whose time passes only in sleep, and whose dice begin from a seed: no two processes of a world have the same.
 *
 * @param passes Told of all time that passes.
 */
export function seededClock(seed: number, passes?: (ms: number) => void): Required<Clock> {
  let time = 0;
  // Seeds that follow each other must not begin alike; zero is the one state that xorshift never leaves.
  let state = Math.imul(seed + 1, 0x9e_37_79_b1) || 1;
  return {
    now: () => time,
    sleep: async (ms) => {
      time += ms;
      passes?.(ms);
    },
    random: () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 32;
    },
  };
}
