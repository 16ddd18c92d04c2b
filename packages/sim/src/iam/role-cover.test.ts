import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roleCover } from './role-cover.ts';

const rolesOf = (record: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(Object.entries(record).map(([name, permissions]) => [name, new Set(permissions)]));

describe('the roles that have what is needed', () => {
  test('are those with the least beside, though they be more', () => {
    const roles = rolesOf({ all: ['a', 'b', 'c', 'd', 'e'], one: ['a', 'c'], two: ['b'] });
    expect(roleCover(['a', 'b'], roles)).toEqual({
      roles: ['one', 'two'],
      excess: ['c'],
      uncovered: [],
      isLeast: true,
    });
  });

  test('are as few as can be, and the first by name', () => {
    const roles = rolesOf({ d: ['a', 'b'], c: ['a', 'b'], a: ['a'], b: ['b'] });
    expect(roleCover(['a', 'b'], roles).roles).toEqual(['c']);
  });

  test('are chosen one by one where it takes more than three', () => {
    const roles = rolesOf({ a: ['a'], b: ['b'], c: ['c'], d: ['d'] });
    expect(roleCover(['a', 'b', 'c', 'd'], roles)).toEqual({
      roles: ['a', 'b', 'c', 'd'],
      excess: [],
      uncovered: [],
      isLeast: false,
    });
  });

  test('leave what nobody has', () => {
    expect(roleCover(['a', 'x'], rolesOf({ a: ['a'] }))).toEqual({
      roles: ['a'],
      excess: [],
      uncovered: ['x'],
      isLeast: true,
    });
    expect(roleCover([], rolesOf({ a: ['a'] }))).toEqual({ roles: [], excess: [], uncovered: [], isLeast: true });
  });
});

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f'];
const permissions = fc.uniqueArray(fc.constantFrom(...LETTERS));

test('no other set of three roles has it with less beside', () => {
  const records = fc.dictionary(fc.constantFrom('r', 's', 't', 'u', 'v'), permissions);
  fc.assert(
    fc.property(permissions, records, (needed, record) => {
      const roles = rolesOf(record);
      const { roles: chosen, excess, uncovered, isLeast } = roleCover(needed, roles);
      const permitted = (names: readonly string[]): ReadonlySet<string> =>
        new Set(names.flatMap((name) => [...(roles.get(name) ?? [])]));
      const held = permitted(chosen);
      expect(needed.filter((one) => !held.has(one)).toSorted()).toEqual(uncovered.toSorted());
      expect(excess).toEqual([...held].filter((one) => !needed.includes(one)).toSorted());
      if (!isLeast) return;
      const names = [...roles.keys()];
      for (let chosenBits = 0; chosenBits < 2 ** names.length; chosenBits++) {
        const others = names.filter((_, bit) => (chosenBits & (1 << bit)) !== 0);
        const all = permitted(others);
        if (others.length > 3 || needed.some((one) => !all.has(one) && !uncovered.includes(one))) continue;
        expect([...all].filter((one) => !needed.includes(one)).length).toBeGreaterThanOrEqual(excess.length);
      }
    }),
  );
});
