import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordedMethodsSource } from '../scripts/recorded-methods-source.ts';
import type { AllReplays, Replay } from '../test/replayed-recordings.ts';
import { hasRecordings, NO_RECORDINGS, replayRecordings } from '../test/replayed-recordings.ts';
import { explains, knownMisses } from './evidence/known-misses.ts';
import { FLOOR } from './evidence/floor.ts';

// The reason that a test gives for being skipped is not printed.
if (!hasRecordings) console.warn(`SKIPPED: ${NO_RECORDINGS}`);

const missesOf = ({ misses }: Replay): readonly string[] => misses.map(({ test: name, n }) => `${name} #${n}`);

/** Replayed once for all tests. */
const replayedInV1 = (): Promise<AllReplays> => (inV1 ??= replayRecordings());
let inV1: Promise<AllReplays> | undefined;

test.skipIf(!hasRecordings)(
  'answers through beta what was recorded through beta, in the fields of beta too',
  async () => {
    const [recorded, v1] = [await replayRecordings('recorded'), await replayedInV1()];
    for (const folder of ['first', 'second'] as const) {
      const { inBeta } = recorded[folder];
      expect(inBeta.filter(({ match }) => match).length).toBeGreaterThanOrEqual(FLOOR[folder].inBeta.match);
      expect(missesOf(recorded[folder])).toEqual(missesOf(v1[folder]));
    }
  },
);

test.skipIf(!hasRecordings)('answers as the real service did in recorded traffic', async () => {
  const { first, second, byMethod } = await replayedInV1();
  for (const [{ withoutPolls, resourceReads }, floor] of [
    [first, FLOOR.first] as const,
    [second, FLOOR.second] as const,
  ]) {
    expect(withoutPolls.match).toBeGreaterThanOrEqual(floor.withoutPolls.match);
    expect(withoutPolls.lenient).toBeGreaterThanOrEqual(floor.withoutPolls.lenient);
    expect(resourceReads.match).toBeGreaterThanOrEqual(floor.resourceReads.match);
    expect(resourceReads.lenient).toBeGreaterThanOrEqual(floor.resourceReads.lenient);
  }
  const written = readFileSync(new URL('evidence/recorded-methods.ts', import.meta.url), 'utf8');
  const isCurrent = written === recordedMethodsSource(byMethod);
  expect(
    isCurrent,
    'What was matched is another number: run npm run evidence and npm run coverage -w @gcepool/sim',
  ).toBe(true);

  const unexplained = first.misses.flatMap(({ test: name, n, collection, diffs }) =>
    diffs
      .filter(({ path }) => !knownMisses.some((miss) => explains(miss, collection, path)))
      .map(({ path, kind }) => `${name} #${n} ${collection} ${path} ${kind}`),
  );
  expect(unexplained).toEqual([]);
});
