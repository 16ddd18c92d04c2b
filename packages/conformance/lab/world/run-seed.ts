import fc from 'fast-check';
import { runWorld, type WorldCounts } from './run-world.ts';
import { someEvents } from './some-events.ts';
import { someReplacements } from './some-replacements.ts';
import { someRaces } from './some-races.ts';
import type { WorldEvent } from './world-event.ts';
import type { WorldOptions } from './world.ts';

/** The worlds of one seed: what there are, and how many. */
export const worldsOfASeed = [
  [fc.oneof({ weight: 1, arbitrary: someRaces }, { weight: 2, arbitrary: someEvents(60) }), 10],
  [someReplacements, 5],
] as const;

/** How many worlds come from one seed. */
export const WORLDS_OF_A_SEED = worldsOfASeed.reduce((sum, [, numRuns]) => sum + numRuns, 0);

/** A world in which a law is broken. */
export interface SeedFailure {
  readonly seed: number;
  /** The fewest events found. */
  readonly events: readonly WorldEvent[];
  readonly message: string;
}

/** Runs the worlds of a seed: the same each time. @returns the first that breaks a law, shrunk; `undefined` if none does. */
export async function runSeed(
  seed: number,
  options: WorldOptions,
  counts: WorldCounts,
): Promise<SeedFailure | undefined> {
  for (const [worlds, numRuns] of worldsOfASeed) {
    const property = fc.asyncProperty(worlds, (events) => runWorld(events, options, counts));
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns });
    if (!failed) continue;
    const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    return { seed, events: counterexample?.[0] ?? [], message };
  }
  return undefined;
}
