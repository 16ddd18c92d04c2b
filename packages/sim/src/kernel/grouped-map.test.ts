import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GroupedMap } from './grouped-map.ts';

const group = fc.constantFrom('projects/a', 'projects/a/zones', 'projects/b', '');
const key = fc.constantFrom('x', 'x-1', 'y', '', '10', '9');
type Step = readonly [isSet: boolean, group: string, key: string, value: number];
const steps: fc.Arbitrary<Step[]> = fc.array(fc.tuple(fc.boolean(), group, key, fc.nat()), { maxLength: 60 });

type Model = Map<string, Map<string, number>>;
const copy = (model: Model): Model => new Map([...model].map(([name, keys]) => [name, new Map(keys)]));

function apply(map: GroupedMap<number>, model: Model, list: readonly Step[]): void {
  for (const [isSet, name, inner, value] of list) {
    const keys = model.get(name) ?? new Map<string, number>();
    model.set(name, keys);
    if (isSet) {
      map.set(name, inner, value);
      keys.set(inner, value);
    } else {
      map.delete(name, inner);
      keys.delete(inner);
    }
  }
}

const sorted = (entries: Iterable<[string, number]>): [string, number][] =>
  [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1));

function check(map: GroupedMap<number>, model: Model): void {
  const all: unknown[] = [];
  map.scanAll((...entry) => void all.push(entry));
  const groups = [...model].toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(all).toEqual(groups.flatMap(([name, keys]) => sorted(keys).map((entry) => [name, ...entry])));
  expect(map.size).toBe(all.length);
  const names = groups.filter(([, keys]) => keys.size > 0).map(([name]) => name);
  for (const [name, keys] of model) {
    expect(map.hasGroup(name)).toBe(keys.size > 0);
    expect(map.countGroups('', name)).toBe(names.filter((other) => other < name).length);
  }
  for (const [name, keys] of model) {
    const found: [string, number][] = [];
    map.scan(name, 'x', (inner, value) => void found.push([inner, value]));
    expect(found).toEqual(sorted(keys).filter(([inner]) => inner >= 'x'));
    for (const [inner, value] of keys) expect(map.get(name, inner)).toBe(value);
  }
}

test('a grouped map is a map of maps, and its forks never see what is written to one another', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 4 }), steps), { minLength: 1, maxLength: 6 }), (rounds) => {
      const family = [{ map: new GroupedMap<number>(), model: new Map() as Model }];
      for (const [index, list] of rounds) {
        const origin = family[index % family.length];
        if (origin === undefined) return;
        family.push({ map: origin.map.fork(), model: copy(origin.model) });
        apply(origin.map, origin.model, list);
      }
      for (const { map, model } of family) check(map, model);
      expect(family).toHaveLength(rounds.length + 1);
    }),
  );
});

test('what is added is there unless something was there already', () => {
  fc.assert(
    fc.property(steps, group, key, fc.nat(), (list, name, inner, value) => {
      const map = new GroupedMap<number>();
      const model: Model = new Map();
      apply(map, model, list);
      const keys = model.get(name) ?? new Map<string, number>();
      map.add(name, inner, value);
      check(map, model.set(name, new Map([[inner, value], ...keys])));
    }),
  );
});

test('what differs between forks is told, and nothing else', () => {
  const contentOf = (map: GroupedMap<number>): ReadonlyMap<string, number> => {
    const content = new Map<string, number>();
    map.scanAll((at, name, value) => void content.set(JSON.stringify([at, name]), value));
    return content;
  };
  const write = (map: GroupedMap<number>, list: readonly Step[]): void => {
    for (const [isSet, at, name, value] of list) {
      if (isSet) map.set(at, name, value);
      else map.delete(at, name);
    }
  };
  fc.assert(
    fc.property(steps, steps, steps, (first, here, there) => {
      const one = new GroupedMap<number>();
      write(one, first);
      const other = one.fork();
      write(one, here);
      write(other, there);
      const told = new Map<string, number | undefined>();
      one.scanDifferences(other, (at, name, value) => void told.set(JSON.stringify([at, name]), value));
      const [mine, theirs] = [contentOf(one), contentOf(other)];
      const differing = [...new Set([...mine.keys(), ...theirs.keys()])].filter(
        (at) => mine.get(at) !== theirs.get(at),
      );
      expect([...told.keys()].toSorted()).toEqual(differing.toSorted());
      expect([...told.values()]).toEqual([...told.keys()].map((at) => mine.get(at)));
    }),
  );
});
