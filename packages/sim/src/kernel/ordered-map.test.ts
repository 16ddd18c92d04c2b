import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OrderedMap } from './ordered-map.ts';

/** What an ordered map must be equal to. */
class Model {
  readonly entries: Map<string, number>;
  constructor(entries: Iterable<readonly [string, number]> = []) {
    this.entries = new Map(entries);
  }
  from(key: string): (readonly [string, number])[] {
    return [...this.entries].filter(([k]) => k >= key).toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}

const entriesFrom = (map: OrderedMap<number>, from = ''): (readonly [string, number])[] => {
  const found: (readonly [string, number])[] = [];
  map.scan(from, (key, value) => void found.push([key, value]));
  return found;
};

const key = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.constantFrom('a', 'ab', 'abc', 'b', '\uffff', '\ud800', 'é', '\0'),
  fc.integer({ min: 0, max: 400 }).map((n) => String(n).padStart(4, '0')),
);
type Step = readonly ['set' | 'delete', string, number];
const steps = fc.array(fc.tuple(fc.constantFrom('set', 'set', 'set', 'delete'), key, fc.nat()), {
  maxLength: 600,
  size: 'max',
}) as fc.Arbitrary<Step[]>; // constantFrom widens to string

const apply = (map: OrderedMap<number>, model: Model, list: readonly Step[]): void => {
  for (const [kind, name, value] of list) {
    if (kind === 'set') {
      map.set(name, value);
      model.entries.set(name, value);
    } else {
      expect(map.delete(name)).toBe(model.entries.delete(name));
    }
  }
};

describe('an ordered map is a sorted map', () => {
  test('after any sequence of writes', () => {
    fc.assert(
      fc.property(steps, key, (list, probe) => {
        const map = new OrderedMap<number>();
        const model = new Model();
        apply(map, model, list);
        expect(map.size).toBe(model.entries.size);
        expect(entriesFrom(map)).toEqual(model.from(''));
        expect(entriesFrom(map, probe)).toEqual(model.from(probe));
        expect(map.first(probe)).toEqual(model.from(probe)[0]);
        expect(map.get(probe)).toBe(model.entries.get(probe));
        expect(map.has(probe)).toBe(model.entries.has(probe));
        expect(map.rank(probe)).toBe(model.entries.size - model.from(probe).length);
        const prefixed: string[] = [];
        map.scanPrefix(probe, (name) => void prefixed.push(name));
        expect(prefixed).toEqual(
          model
            .from(probe)
            .map(([name]) => name)
            .filter((name) => name.startsWith(probe)),
        );
        expect(map.add(probe, -1)).toBe(!model.entries.has(probe));
        expect(map.get(probe)).toBe(model.entries.get(probe) ?? -1);
      }),
      { numRuns: 150 },
    );
  });

  test('a visit that returns false is the last', () => {
    const map = new OrderedMap<number>();
    for (let n = 0; n < 200; n++) map.set(String(n).padStart(3, '0'), n);
    const seen: number[] = [];
    map.scan('050', (_, value) => {
      seen.push(value);
      return value < 120;
    });
    expect(seen).toEqual(Array.from({ length: 71 }, (_, index) => 50 + index));
  });
});

describe('forks', () => {
  test('never see what is written to one another', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.tuple(fc.nat({ max: 5 }), steps), { maxLength: 6 }), (first, rest) => {
        const family = [{ map: new OrderedMap<number>(), model: new Model() }];
        for (const [parent, list] of [[0, first] as const, ...rest]) {
          const origin = family[parent % family.length];
          if (origin === undefined) return;
          // The fork comes first, so that the list is written to a map that shares its nodes.
          family.push({ map: origin.map.fork(), model: new Model(origin.model.entries) });
          apply(origin.map, origin.model, list);
        }
        for (const { map, model } of family) {
          expect(entriesFrom(map)).toEqual(model.from(''));
          expect(map.size).toBe(model.entries.size);
          for (const [index, [name]] of model.from('').entries()) expect(map.rank(name)).toBe(index);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a thousand of them keep what they had', () => {
    const map = new OrderedMap<number>();
    const forks: OrderedMap<number>[] = [];
    for (let n = 0; n < 1000; n++) {
      map.set(`k${n % 97}`, n);
      if (n % 3 === 0) map.delete(`k${(n * 7) % 97}`);
      forks.push(map.fork());
    }
    const sampled: [unknown, unknown][] = [];
    const again = new OrderedMap<number>();
    for (let n = 0; n < 1000; n++) {
      again.set(`k${n % 97}`, n);
      if (n % 3 === 0) again.delete(`k${(n * 7) % 97}`);
      const fork = forks[n];
      expect(fork?.size).toBe(again.size);
      if (n % 50 === 0) sampled.push([fork && entriesFrom(fork), entriesFrom(again)]);
    }
    for (const [found, expected] of sampled) expect(found).toEqual(expected);
  });
});

describe('a large map', () => {
  const size = 30_000;
  const keys = Array.from({ length: size }, (_, n) => String((n * 7919) % size).padStart(6, '0'));

  test('holds its keys in order, whatever order they came in, and empties again', () => {
    const map = new OrderedMap<number>();
    for (const [n, name] of keys.entries()) map.set(name, n);
    expect(map.size).toBe(size);
    expect(entriesFrom(map).map(([name]) => name)).toEqual(keys.toSorted());
    for (const [index, name] of keys.toSorted().entries()) expect(map.rank(name)).toBe(index);
    for (const name of keys) expect(map.delete(name)).toBe(true);
    expect(map.size).toBe(0);
    expect(map.first()).toBeUndefined();
    map.set('again', 1);
    expect(entriesFrom(map)).toEqual([['again', 1]]);
  });

  test('as a queue, it stays as quick as it was', () => {
    const map = new OrderedMap<number>();
    for (let n = 0; n < size; n++) {
      map.set(String(n).padStart(6, '0'), n);
      if (n < 100) continue;
      const oldest = map.first();
      expect(oldest?.[1]).toBe(n - 100);
      map.delete(oldest?.[0] ?? '');
    }
    expect(map.size).toBe(100);
  });
});
