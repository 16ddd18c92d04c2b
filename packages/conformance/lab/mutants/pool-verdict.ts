import fc from 'fast-check';
import { PoolLawBrokenError } from '../world/pool-laws.ts';
import { newCounts, runWorld } from '../world/run-world.ts';
import { someRaces } from '../world/some-races.ts';
import { someEvents } from '../world/some-events.ts';
import type { WorldOptions } from '../world/world.ts';
import type { Verdict } from './verdict.ts';

/** Tries the laws for pools on a broken pool. */
export async function poolVerdict(name: string, options: WorldOptions, seed: number): Promise<Verdict> {
  const counts = newCounts();
  let histories = 0;
  const property = fc.asyncProperty(fc.oneof(someRaces, someEvents(40)), async (events) => {
    histories += 1;
    await runWorld(events, options, counts);
  });
  const details = await fc.check(property, { seed, numRuns: 3000 });
  const { errorInstance: error, counterexample } = details;
  if (!details.failed || !(error instanceof PoolLawBrokenError)) return { name, histories };
  return { name, histories, law: error.law, steps: counterexample?.[0].length ?? 0, message: error.message };
}
