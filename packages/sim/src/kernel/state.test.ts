import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from './json.ts';
import { asArray, asString } from './json.ts';
import type { Entry, FindReferences } from './entry.ts';
import { changedItems } from './changed-items.ts';
import { State } from './state.ts';

/** Resources here say themselves what they refer to: `strong` and `weak` are lists of paths. */
const findReferences: FindReferences = (_path, { resource }, _version, except) =>
  (['strong', 'weak'] as const).flatMap((kind) => {
    const list = asArray(resource[kind]);
    const { start, end } = changedItems(list, asArray(except?.resource[kind]));
    return list.slice(start, end).map((target) => ({ target: asString(target), isWeak: kind === 'weak' }));
  });

const names = ['a', 'a-1', 'b', 'listUsable'];
const parents = ['projects/p/global/networks', 'projects/p/zones/z/instances', 'projects/q/global/networks'];
const paths = [...parents.flatMap((parent) => names.map((name) => `${parent}/${name}`)), 'projects/p', 'projects/q'];

const path = fc.constantFrom(...paths);
/** Several fields may refer to one target, and items of a list as well. */
const entry: fc.Arbitrary<Entry> = fc
  .tuple(fc.array(path, { maxLength: 6 }), fc.nat({ max: 6 }), fc.option(fc.constantFrom('new', 'same')))
  .map(([targets, split, id]) => {
    const resource: JsonObject = { strong: targets.slice(0, split), weak: targets.slice(split) };
    return { resource: id === null ? resource : { ...resource, id } };
  });
const puts = fc.array(fc.tuple(path, fc.option(entry, { nil: undefined })), { maxLength: 50 });

/** The entry with the id it is to have: one of its own, or the one of the entry before it. */
function withId(value: Entry | undefined, index: number, before: Entry | undefined): Entry | undefined {
  if (value?.resource['id'] === undefined) return value;
  const id = value.resource['id'] === 'same' ? before?.resource['id'] : String(index);
  return { resource: { ...value.resource, id } };
}

/** The users of each path, counted anew from what is stored. */
function usersFromScratch(state: State): Map<string, [string, boolean][]> {
  const users = new Map<string, [string, boolean][]>(paths.map((target) => [target, []]));
  state.scan((user, stored) => {
    const references = findReferences(user, stored, state.version);
    for (const target of new Set(references.map((reference) => reference.target))) {
      const isWeak = references.every((reference) => reference.target !== target || reference.isWeak);
      users.get(target)?.push([user, isWeak]);
    }
  });
  for (const list of users.values()) list.sort(([a], [b]) => (a < b ? -1 : 1));
  return users;
}

function usersOf(state: State, target: string): [string, boolean][] {
  const found: [string, boolean][] = [];
  state.users.scan(target, (user, isWeak) => void found.push([user, isWeak]));
  return found;
}

describe('after any writes', () => {
  test('the index of users is what a count from scratch gives, and so is the first strong user', () => {
    fc.assert(
      fc.property(puts, (list) => {
        const state = new State({ references: findReferences }, 0);
        for (const [at, value] of list) state.put(at, value);
        for (const [target, users] of usersFromScratch(state)) {
          expect(usersOf(state, target)).toEqual(users);
          const strong = users.filter(([, isWeak]) => !isWeak).map(([user]) => user);
          expect(state.users.first(target)).toBe(strong[0]);
          expect(state.users.first(target, (user) => user === strong[0])).toBe(strong[1]);
        }
      }),
    );
  });

  test('what was put last is what is found: by path, by collection, by id', () => {
    fc.assert(
      fc.property(puts, (list) => {
        const state = new State({ references: findReferences }, 0);
        const model = new Map<string, Entry>();
        for (const [index, [at, sent]] of list.entries()) {
          const value = withId(sent, index, model.get(at));
          state.put(at, value);
          if (value === undefined) model.delete(at);
          else model.set(at, value);
        }
        expect(state.size).toBe(model.size);
        for (const at of paths) expect(state.get(at)).toBe(model.get(at));
        for (const parent of parents) {
          const inParent = [...model.keys()].filter((at) => at.startsWith(`${parent}/`)).toSorted();
          const found: string[] = [];
          state.scanCollection(parent, '', (at) => void found.push(at));
          expect(found).toEqual(inParent);
          const fromB: string[] = [];
          state.scanCollection(parent, 'b', (at) => void fromB.push(at));
          expect(fromB).toEqual(inParent.filter((at) => at >= `${parent}/b`));
          for (const id of list.keys()) {
            const owner = inParent.find((at) => model.get(at)?.resource['id'] === String(id));
            expect(state.pathOfId(parent, String(id))).toBe(owner);
          }
        }
      }),
    );
  });

  test('a fork and its origin never see what is written to one another', () => {
    fc.assert(
      fc.property(puts, puts, puts, (before, here, there) => {
        const origin = new State({ references: findReferences }, 5);
        for (const [at, value] of before) origin.put(at, value);
        const fork = origin.fork();
        const expected = [
          new State({ references: findReferences }, 5),
          new State({ references: findReferences }, 5),
        ] as const;
        for (const one of expected) for (const [at, value] of before) one.put(at, value);
        for (const [at, value] of here) for (const one of [origin, expected[0]]) one.put(at, value);
        for (const [at, value] of there) for (const one of [fork, expected[1]]) one.put(at, value);
        fork.locks.set('x', 'y');
        for (const [one, other] of [
          [origin, expected[0]],
          [fork, expected[1]],
        ] as const) {
          for (const at of paths) {
            expect(one.get(at)).toBe(other.get(at));
            expect(usersOf(one, at)).toEqual(usersOf(other, at));
          }
        }
        expect(origin.locks.has('x')).toBe(false);
        expect(fork.now).toBe(5);
      }),
    );
  });
});

test('an id names its resource until the resource is gone or has another one', () => {
  const state = new State({ references: findReferences }, 0);
  const parent = 'projects/p/global/networks';
  state.put(`${parent}/a`, { resource: { id: '7' } });
  state.put(`${parent}/b`, { resource: { id: '8' } });
  expect([state.pathOfId(parent, '7'), state.pathOfId(parent, '8')]).toEqual([`${parent}/a`, `${parent}/b`]);
  expect(state.pathOfId('projects/q/global/networks', '7')).toBeUndefined();
  state.put(`${parent}/a`, { resource: { id: '9' } });
  state.put(`${parent}/b`, undefined);
  expect(['7', '8', '9'].map((id) => state.pathOfId(parent, id))).toEqual([undefined, undefined, `${parent}/a`]);
});

test('a reserved reference counts at once, stays when it is stored, and goes when it is not stored', () => {
  const state = new State({ references: findReferences }, 0);
  const target = 'projects/p/global/networks/a';
  const user = 'projects/p/zones/z/instances/b';
  const value: Entry = { resource: { strong: [target] } };
  state.reserve(user, value);
  expect(state.users.first(target)).toBe(user);
  state.put(user, value);
  expect(state.users.first(target)).toBe(user);
  state.put(user, { resource: {} });
  expect(state.users.first(target)).toBeUndefined();
});

test('an entry that takes the place of another is asked for what the two do not share, and for all only where a link is lost', () => {
  const asked: (readonly [Entry, Entry | undefined])[] = [];
  const references: FindReferences = (at, value, version, except) => {
    asked.push([value, except]);
    return findReferences(at, value, version, except);
  };
  const state = new State({ references }, 0);
  const user = 'projects/p/zones/z/instances/b';
  const first: Entry = { resource: { strong: ['projects/p'] } };
  const second: Entry = { resource: { strong: ['projects/p', 'projects/q'] } };
  const third: Entry = { resource: { weak: ['projects/p'] } };
  state.put(user, first);
  asked.length = 0;
  state.put(user, second);
  expect(asked).toEqual([
    [first, second],
    [second, first],
  ]);
  asked.length = 0;
  state.put(user, third);
  expect(asked).toEqual([
    [second, third],
    [third, second],
    [third, undefined],
  ]);
  expect(usersOf(state, 'projects/p')).toEqual([[user, true]]);
  expect(usersOf(state, 'projects/q')).toEqual([]);
});

test('collections whose names begin alike are kept apart', () => {
  const state = new State({ references: findReferences }, 0);
  for (const at of [
    'projects/p/global/images/a',
    'projects/p/global/imagesX/b',
    'projects/p/global/images/a/nested/c',
  ]) {
    state.put(at, { resource: { name: at } });
  }
  const found: string[] = [];
  state.scanCollection('projects/p/global/images', '', (at) => void found.push(at));
  expect(found).toEqual(['projects/p/global/images/a']);
});

test('what is stored of what was reserved counts in place of what was claimed for it', () => {
  const amountOf = ({ amount }: JsonObject): number => Number(amount);
  const key = 'projects/p/AMOUNT';
  const state = new State({ references: () => [], usage: () => [{ key, amountOf }] }, 0);
  state.use(key, 5);
  state.putReserved([['projects/p/global/xs/a', { resource: { amount: 3 } }]], new Map([[key, -5]]), 0);
  expect(state.usage.get(key)).toBe(3);
  state.use(key, 4);
  state.putReserved([['projects/p/global/xs/b', { resource: { amount: 4 } }]], new Map([[key, -4]]), 0);
  expect(state.usage.get(key)).toBe(7);
  state.putReserved([['projects/p/global/xs/a', undefined]], new Map(), 0);
  expect(state.usage.get(key)).toBe(4);
});
