import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { State } from '../../kernel/state.ts';
import { Transaction } from '../../kernel/transaction.ts';
import { freeIp, giveOut, heldIps, holding, internalIp } from './ip-holders.ts';
import { formatIp } from './ip-range.ts';

const NETWORK = 'projects/p/global/networks/n';
const FIRST = 0x0a000002;

/** A state in which somebody holds these addresses, as so many numbers after {@link FIRST}. */
function held(numbers: Iterable<number>): State {
  const state = new State({ references: (_path, entry) => heldIps(entry) }, 0);
  for (const number of numbers) {
    const hidden = holding(internalIp(NETWORK, formatIp(FIRST + number)));
    state.put(`projects/p/regions/r/addresses/a${number}`, { resource: {}, hidden });
  }
  return state;
}

const number = fc.nat({ max: 40 });

test('the first free address is the least that nobody holds, and that was not given out', () => {
  fc.assert(
    fc.property(fc.uniqueArray(number), fc.uniqueArray(number), number, number, (holders, given, from, to) => {
      const transaction = new Transaction(held(holders), 0);
      // An address of another network, or before and behind the range, is none of it.
      giveOut('projects/p/global/networks/n-1', FIRST + from, transaction);
      const taken = new Set(holders);
      for (const each of given) {
        if (taken.has(each)) continue;
        taken.add(each);
        giveOut(NETWORK, FIRST + each, transaction);
      }
      let expected: number | undefined = from;
      while (taken.has(expected)) expected++;
      if (expected > to) expected = undefined;
      const found = freeIp(NETWORK, FIRST + from, FIRST + to, transaction);
      expect(found).toBe(expected === undefined ? undefined : FIRST + expected);
    }),
  );
});

test('an address that is let go is found again, and a fork knows nothing of it', () => {
  const state = held([0, 1, 2, 3]);
  const fork = state.fork();
  state.put('projects/p/regions/r/addresses/a1', undefined);
  expect(freeIp(NETWORK, FIRST, FIRST + 3, new Transaction(state, 0))).toBe(FIRST + 1);
  expect(freeIp(NETWORK, FIRST, FIRST + 3, new Transaction(fork, 0))).toBeUndefined();
});

test.each([
  ['nothing is free', 0],
  ['the last one alone is free', 1],
])('to look for an address costs the same in a small subnetwork and in one of 65,536, where %s', (_what, free) => {
  const LOOKS = 300;
  const timeIn = (size: number): number => {
    const transaction = new Transaction(held(Array.from({ length: size - free }, (_, index) => index)), 0);
    const last = FIRST + size - 1;
    const look = (): void => {
      for (let index = 0; index < LOOKS; index++) {
        expect(freeIp(NETWORK, FIRST, last, transaction)).toBe(free === 0 ? undefined : last);
      }
    };
    look();
    const before = process.cpuUsage();
    look();
    return process.cpuUsage(before).user;
  };
  // Where all are walked it is 8,192 times as much.
  expect(timeIn(65_536) / timeIn(8)).toBeLessThan(100);
});
