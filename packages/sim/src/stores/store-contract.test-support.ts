import { expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import type { Kept, KeptCommand, KeptState } from './store.ts';

/** What both kinds of stores have in common; to wait for what is given at once changes nothing. */
export interface AnyStore {
  load(): MaybeLater<Kept<unknown> | undefined>;
  append(after: number, entries: readonly KeptCommand[]): MaybeLater<boolean>;
  replace(position: number, state: KeptState): MaybeLater<boolean>;
}

type MaybeLater<T> = T | Promise<T>;

/** A place where a store can be opened, and again after a process has ended. */
export interface Place {
  open(): Promise<AnyStore>;
  /** Ends the use of what was opened last, as the end of a process does. */
  leave(): Promise<void>;
}

const SNAPSHOT = createSimulator({ startTime: 0 }).snapshot();
const state = (now: number): KeptState => ({
  settings: { seed: 's', latencyMs: null },
  snapshot: { ...SNAPSHOT, now },
});
/** Commands of every kind of text: what is written down comes back as it was. */
const command = (now: number): KeptCommand => ({
  kind: 'request',
  now,
  sequence: now,
  request: { method: 'POST', url: '/a', headers: {}, body: `{"description":"\\u0000 ü 😀 ' \\\\ ${'x'.repeat(now)}"}` },
});
const commands = (first: number, last: number): readonly KeptCommand[] =>
  Array.from({ length: last - first + 1 }, (_, index) => command(first + index));

/** What every store does, whatever it is made of. */
export function testStore(place: () => Place): void {
  test('holds nothing at first, and takes no entries before a state', async () => {
    const store = await place().open();
    expect(await store.load()).toBeUndefined();
    await place().leave();
  });

  test('gives back what it was given, to whoever comes next', async () => {
    const first = await place().open();
    expect(await first.replace(0, state(0))).toBe(true);
    expect(await first.append(0, [command(1)])).toBe(true);
    expect(await first.append(1, commands(2, 4))).toBe(true);
    await place().leave();
    const second = await place().open();
    expect(await second.load()).toMatchObject({ ...state(0), position: 0, entries: commands(1, 4) });
    await place().leave();
  });

  test('puts nothing behind a position behind which there is something, nor where nothing is before', async () => {
    const store = await place().open();
    await store.replace(0, state(0));
    await store.append(0, commands(1, 2));
    expect(await store.append(0, [command(7)])).toBe(false);
    expect(await store.append(2, [command(3)])).toBe(true);
    expect(await store.append(2, [command(7)])).toBe(false);
    await place().leave();
    const again = await place().open();
    expect((await again.load())?.entries).toEqual(commands(1, 3));
    await place().leave();
  });

  test('keeps a state in the place of what led to it, and goes on behind it', async () => {
    const store = await place().open();
    await store.replace(0, state(0));
    await store.append(0, commands(1, 3));
    expect(await store.replace(3, state(3))).toBe(true);
    expect(await store.append(3, commands(4, 5))).toBe(true);
    await place().leave();
    const again = await place().open();
    expect(await again.load()).toMatchObject({ ...state(3), position: 3, entries: commands(4, 5) });
    expect(await again.append(5, [command(6)])).toBe(true);
    await place().leave();
  });

  test('keeps no state where there is one of that position, or of a later one', async () => {
    const store = await place().open();
    expect(await store.replace(0, state(0))).toBe(true);
    expect(await store.replace(0, state(9))).toBe(false);
    await store.append(0, commands(1, 4));
    expect(await store.replace(3, state(3))).toBe(true);
    for (const position of [3, 2, 0]) expect(await store.replace(position, state(9))).toBe(false);
    await place().leave();
    const again = await place().open();
    expect(await again.load()).toMatchObject(state(3));
    await place().leave();
  });
}
