import fc from 'fast-check';
import { expect, test } from 'vitest';
import { worldsOfASeed } from './run-seed.ts';
import { kindsOf, WORLD_KINDS } from './world-kinds.ts';

test('ten seeds have worlds of every kind', () => {
  const worlds = Array.from({ length: 10 }, (_, seed) =>
    worldsOfASeed.flatMap(([arbitrary, numRuns]) => fc.sample(arbitrary, { seed, numRuns })),
  ).flat();
  const kinds = new Set(worlds.flatMap((events) => kindsOf(events)));
  expect([...kinds].toSorted()).toEqual(Object.keys(WORLD_KINDS).toSorted());
});
