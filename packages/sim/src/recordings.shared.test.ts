import { expect, test } from 'vitest';
import { hasRecordings, replayRecordings } from '../test/replayed-recordings.ts';
import { explains, knownMisses } from './evidence/known-misses.ts';
import { FLOOR } from './evidence/floor.ts';

test('answers as the real service did in recorded traffic', async (context) => {
  if (!hasRecordings) context.skip('SKIPPED: there are no recordings in ../shared/recordings beside the repository');
  const replay = await replayRecordings();
  const { withoutPolls, resourceReads } = replay;
  expect(withoutPolls.match).toBeGreaterThanOrEqual(FLOOR.withoutPolls.match);
  expect(withoutPolls.lenient).toBeGreaterThanOrEqual(FLOOR.withoutPolls.lenient);
  expect(resourceReads.match).toBeGreaterThanOrEqual(FLOOR.resourceReads.match);
  expect(resourceReads.lenient).toBeGreaterThanOrEqual(FLOOR.resourceReads.lenient);

  const unexplained = replay.misses.flatMap(({ test: name, n, collection, diffs }) =>
    diffs
      .filter(({ path }) => !knownMisses.some((miss) => explains(miss, collection, path)))
      .map(({ path, kind }) => `${name} #${n} ${collection} ${path} ${kind}`),
  );
  expect(unexplained).toEqual([]);
});
