import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SharedMap } from './shared-map.ts';

const writes = fc.array(
  fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.option(fc.nat(), { nil: undefined }) }),
);

type Writes = typeof writes extends fc.Arbitrary<infer T> ? T : never;

function write(map: SharedMap<number>, plain: Map<string, number>, history: Writes): void {
  for (const { key, value } of history) {
    if (value === undefined) map.delete(key);
    else map.set(key, value);
    if (value === undefined) plain.delete(key);
    else plain.set(key, value);
  }
}

const sorted = (plain: Map<string, number>) => [...plain].toSorted(([a], [b]) => (a < b ? -1 : 1));

test('holds what a Map holds, and a fork and what it came from never see each other', () => {
  fc.assert(
    fc.property(writes, writes, writes, (before, here, there) => {
      const map = new SharedMap<number>();
      const plain = new Map<string, number>();
      write(map, plain, before);
      const fork = map.fork();
      const forked = new Map(plain);
      write(map, plain, here);
      write(fork, forked, there);
      expect(map.sorted()).toEqual(sorted(plain));
      expect(fork.sorted()).toEqual(sorted(forked));
      expect(map.size).toBe(plain.size);
      for (const key of 'abcd') expect([fork.get(key), fork.has(key)]).toEqual([forked.get(key), forked.has(key)]);
    }),
  );
});
