import { expect, test } from 'vitest';
import { InMemorySnapshotter } from './in-memory-snapshotter.ts';

test('keys are remembered once, and go one by one', async () => {
  const snapshotter = new InMemorySnapshotter();
  for (const key of ['a', 'a', 'b']) snapshotter.add(key);
  await expect(snapshotter.snapshot()).resolves.toEqual(new Set(['a', 'b']));
  snapshotter.delete('a');
  await expect(snapshotter.snapshot()).resolves.toEqual(new Set(['b']));
});

test('a snapshot is a copy', async () => {
  const snapshotter = new InMemorySnapshotter();
  snapshotter.add('a');
  const snapshot = await snapshotter.snapshot();
  snapshotter.add('b');
  expect(snapshot).toEqual(new Set(['a']));
});
