import { beforeEach, describe, expect, test } from 'vitest';
import { CloudListingSnapshotter, RELIST_AFTER_MS } from './cloud-listing-snapshotter.ts';

let time: number;
let lists: number;
let listed: () => Promise<readonly string[]>;
const errors: unknown[] = [];

const snapshotter = (clock?: { now(): number }): CloudListingSnapshotter<string> =>
  new CloudListingSnapshotter<string>({
    list: () => {
      lists += 1;
      return listed();
    },
    keyOf: (value) => (value.startsWith('mine-') ? value.slice(5) : undefined),
    clock,
    onError: (error) => errors.push(error),
  });
const ticking = { now: () => time };

beforeEach(() => {
  time = 1_000_000;
  lists = 0;
  errors.length = 0;
  listed = () => Promise.resolve(['mine-1', 'theirs', 'mine-2']);
});

describe('it lists', () => {
  test('at the first snapshot, not before', async () => {
    const pool = snapshotter(ticking);
    pool.add('7', 'seven');
    expect(lists).toBe(0);
    expect([...(await pool.snapshot()).keys()].toSorted()).toEqual(['1', '2', '7']);
    expect(lists).toBe(1);
  });

  test('again only when the listing is over 30 s old', async () => {
    const pool = snapshotter(ticking);
    await pool.snapshot();
    time += RELIST_AFTER_MS;
    await pool.snapshot();
    expect(lists).toBe(1);
    time += 1;
    await pool.snapshot();
    expect(lists).toBe(2);
  });

  test('once for snapshots asked for at the same time', async () => {
    const pool = snapshotter(ticking);
    await Promise.all([pool.snapshot(), pool.snapshot()]);
    expect(lists).toBe(1);
  });

  test('every time where there is no clock', async () => {
    const pool = snapshotter();
    await pool.snapshot();
    await pool.snapshot();
    expect(lists).toBe(2);
  });
});

test('it only adds: what vanished stays until it is deleted', async () => {
  const pool = snapshotter(ticking);
  await pool.snapshot();
  listed = () => Promise.resolve(['mine-3']);
  time += RELIST_AFTER_MS + 1;
  expect([...(await pool.snapshot()).keys()]).toEqual(['1', '2', '3']);
  pool.delete('1');
  expect([...(await pool.snapshot()).keys()]).toEqual(['2', '3']);
});

test('a failing list leaves what was known, is told, and is tried again when due', async () => {
  const pool = snapshotter(ticking);
  await pool.snapshot();
  listed = () => Promise.reject(new Error('no'));
  time += RELIST_AFTER_MS + 1;
  expect((await pool.snapshot()).size).toBe(2);
  expect(errors).toEqual([new Error('no')]);
  await pool.snapshot();
  expect(lists).toBe(2);
  listed = () => Promise.resolve(['mine-9']);
  time += RELIST_AFTER_MS + 1;
  expect((await pool.snapshot()).size).toBe(3);
});
