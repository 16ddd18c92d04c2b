import { expect, test } from 'vitest';
import { State } from './state.ts';
import { Transaction } from './transaction.ts';

const entry = { resource: {} };
const path = 'projects/p/zones/z/disks/d';

test('what a request makes was not there before, and what it removes and makes anew was', () => {
  const state = new State({ references: () => [] }, 0);
  const first = new Transaction(state, 0);
  expect(first.makes(path)).toBe(false);
  first.make(path, entry);
  expect([first.makes(path), first.before(path), first.get(path)]).toEqual([true, undefined, entry]);
  first.commit();
  const second = new Transaction(state, 0);
  second.remove(path);
  second.make(path, { resource: { is: 'another' } });
  expect([second.makes(path), second.before(path)]).toEqual([false, entry]);
});

test('what was given out is counted, and only by who gave it out', () => {
  const state = new State({ references: () => [] }, 0);
  const transaction = new Transaction(state, 0);
  expect([transaction.isGivenOut('b'), transaction.countGivenOut('a', 'z')]).toEqual([false, 0]);
  for (const key of ['b', 'c', 'x', 'b']) transaction.giveOut(key);
  expect(transaction.isGivenOut('b')).toBe(true);
  expect(transaction.countGivenOut('b', 'x')).toBe(2);
  expect(transaction.countGivenOut('a', 'z')).toBe(3);
  expect(new Transaction(state, 0).isGivenOut('b')).toBe(false);
});
