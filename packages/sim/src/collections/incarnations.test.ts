import fc from 'fast-check';
import { expect, test } from 'vitest';
import { State } from '../kernel/state.ts';
import { Transaction } from '../kernel/transaction.ts';
import type { Incarnation, Incarnations } from './incarnations.ts';
import { livingOf } from './incarnations.ts';

const NAMES = ['a', 'b', 'c'];
const pathOf = (name: string): string => `projects/p/zones/z/instances/${name}`;
const emptyState = (): State => new State({ references: () => [] }, 0);

const name = fc.constantFrom(...NAMES);
/** A resource that is made, with an id of its own, or removed. */
const put = fc.record({ put: name, id: fc.option(fc.constantFrom('1', '2')) });
/** The list is made anew, of its living items and others. */
const extend = fc.record({
  extend: fc.array(fc.record({ path: name, id: fc.constantFrom('1', '2') }), { maxLength: 3 }),
});
const drop = fc.record({ drop: fc.nat({ max: 3 }) });
const fork = fc.constant({ fork: true } as const);

test('the living items are those that a look at each finds, whatever is made, removed, forked and listed anew', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(put, extend, drop, fork), { maxLength: 30 }), (steps) => {
      let state = emptyState();
      let list: readonly Incarnation[] = [{}];
      for (const step of steps) {
        const before = livingOf(list, state);
        if ('put' in step) state.put(pathOf(step.put), step.id === null ? undefined : { resource: { id: step.id } });
        else if ('fork' in step) state = state.fork();
        else {
          list =
            'drop' in step
              ? before.filter((_, index) => index !== step.drop)
              : [...before, ...step.extend.map(({ path, id }) => ({ path: pathOf(path), id }))];
          livingOf(list, new Transaction(state, 0), before);
        }
        const expected = list.filter(({ path, id }) => path === undefined || state.get(path)?.resource['id'] === id);
        expect(livingOf(list, state)).toEqual(expected);
      }
    }),
  );
});

test('all are looked at once, and again when something was removed; of a list made of them only what is new', () => {
  const state = emptyState();
  for (const each of NAMES) state.put(pathOf(each), { resource: { id: each } });
  let looks = 0;
  const entries: Incarnations = {
    get: (path) => {
      looks++;
      return state.get(path);
    },
    get lastRemoval() {
      return state.lastRemoval;
    },
  };
  const looksAt = (list: readonly Incarnation[], former?: readonly Incarnation[]): number => {
    looks = 0;
    livingOf(list, entries, former);
    return looks;
  };
  const [a = {}, b = {}, c = {}] = NAMES.map((each): Incarnation => ({ path: pathOf(each), id: each }));
  const [both, all] = [
    [a, b],
    [a, b, c],
  ];
  expect([looksAt(both), looksAt(both)]).toEqual([2, 0]);
  expect([looksAt(all, both), looksAt(all)]).toEqual([1, 0]);
  state.put(pathOf('c'), undefined);
  expect(livingOf(all, entries)).toEqual(both);
  expect([looksAt(both), looksAt(both)]).toEqual([2, 0]);
});

test('what a transaction has written is seen, and nothing is kept of it', () => {
  const state = emptyState();
  const transaction = new Transaction(state, 0);
  const list = [{ path: pathOf('a'), id: '1' }];
  transaction.put(pathOf('a'), { resource: { id: '1' } });
  expect(livingOf(list, transaction)).toEqual(list);
  expect(livingOf(list, state)).toEqual([]);
});
