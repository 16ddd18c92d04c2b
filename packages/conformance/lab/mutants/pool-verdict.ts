import fc from 'fast-check';
import { PoolLawBrokenError } from '../world/pool-laws.ts';
import { newCounts, runWorld } from '../world/run-world.ts';
import { someReplacements } from '../world/some-replacements.ts';
import { someRaces } from '../world/some-races.ts';
import { someEvents } from '../world/some-events.ts';
import type { WorldOptions } from '../world/world.ts';
import type { Verdict } from './verdict.ts';

/** Tries the laws for pools on a broken pool. */
export async function poolVerdict(name: string, options: WorldOptions, seed: number): Promise<Verdict> {
  const counts = newCounts();
  let histories = 0;
  // One after the other: worlds of one kind take none of the chances of another.
  for (const [worlds, numRuns] of [
    [fc.oneof(someRaces, someEvents(40)), 3000],
    [someReplacements, 1000],
  ] as const) {
    const property = fc.asyncProperty(worlds, async (events) => {
      histories += 1;
      await runWorld(events, options, counts);
    });
    const { failed, errorInstance: error, counterexample } = await fc.check(property, { seed, numRuns });
    if (!failed || !(error instanceof PoolLawBrokenError)) continue;
    return { name, histories, law: error.law, steps: counterexample?.[0].length ?? 0, message: error.message };
  }
  return { name, histories };
}
