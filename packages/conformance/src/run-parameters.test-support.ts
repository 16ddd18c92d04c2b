import process from 'node:process';
import type { LawOptions } from './law.ts';

/** How often the laws are tried in this package's tests: few times, so that a run is short, or `GCEPOOL_TEST_RUNS`. */
export const runParameters = (numRuns: number): LawOptions => ({
  numRuns: Number(process.env['GCEPOOL_TEST_RUNS'] ?? numRuns),
});

/** The same for what is broken: from a seed that is known to find it. */
export const untilFound = (numRuns: number): LawOptions => ({ numRuns, seed: 20_170_101 });
