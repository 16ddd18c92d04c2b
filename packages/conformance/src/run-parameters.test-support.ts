import type { LawOptions } from './law.ts';

/**
 * How often the laws are tried in this package's tests, and from which seed: `CONFORMANCE_SEED` and `CONFORMANCE_NUM_RUNS`,
 * by default a fixed seed and few runs, so that a test run is the same each time and short.
 */
export function runParameters(numRuns: number): LawOptions {
  const { CONFORMANCE_SEED, CONFORMANCE_NUM_RUNS } = process.env;
  return { seed: Number(CONFORMANCE_SEED ?? 20_170_101), numRuns: Number(CONFORMANCE_NUM_RUNS ?? numRuns) };
}
