import { expect, test } from 'vitest';
import { InMemorySnapshotter } from './in-memory-snapshotter.ts';

test('an absent key is not there; an empty value is', () => {
  const pool = new InMemorySnapshotter<string>();
  expect(pool.get('a')).toBeUndefined();
  pool.add('a', '');
  expect(pool.get('a')).toBe('');
});

test('values are replaced, keys stand side by side, and go one by one', () => {
  const pool = new InMemorySnapshotter<string>();
  pool.add('a', 'one');
  pool.add('a', 'two');
  pool.add('b', 'three');
  expect([pool.get('a'), pool.get('b')]).toEqual(['two', 'three']);
  pool.delete('a');
  expect([pool.get('a'), pool.get('b')]).toEqual([undefined, 'three']);
});

test('a snapshot is a copy', async () => {
  const pool = new InMemorySnapshotter<string>();
  pool.add('a', 'one');
  const snapshot = await pool.snapshot();
  snapshot.clear();
  pool.add('b', 'two');
  expect(pool.get('a')).toBe('one');
  expect(snapshot.size).toBe(0);
});
