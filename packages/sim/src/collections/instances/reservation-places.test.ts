import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../kernel/entry.ts';
import { State } from '../../kernel/state.ts';
import { Transaction } from '../../kernel/transaction.ts';
import { consuming } from './reservation-consumption.ts';
import { reservationOf, takenPlaces } from './reservation-places.ts';

const SCOPE = 'projects/p/zones/us-central1-a';
const RESERVATIONS = ['a', 'b'].map((name) => `${SCOPE}/reservations/${name}`);
const pathOf = (number: number): string => `${SCOPE}/instances/i${number}`;

/** A state whose instances refer to their reservations, as stored ones do. */
const stateOf = (): State =>
  new State(
    {
      references: (_, entry) => {
        const target = reservationOf(entry);
        return target === undefined ? [] : [{ target, isWeak: true }];
      },
    },
    0,
  );

const entryOf = (reservation: string | undefined): Entry => ({ resource: {}, hidden: consuming(reservation) });

const writes = fc.array(
  fc.record({
    number: fc.nat(5),
    reservation: fc.option(fc.constantFrom(...RESERVATIONS, undefined), { nil: 'removed' }),
    isAsked: fc.boolean(),
  }),
  { maxLength: 30 },
);

test('what is counted along is what is there', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...RESERVATIONS, undefined), { maxLength: 6 }), writes, (stored, made) => {
      const state = stateOf();
      for (const [number, reservation] of stored.entries()) state.put(pathOf(number), entryOf(reservation));
      const transaction = new Transaction(state, 1);
      for (const { number, reservation, isAsked } of made) {
        if (reservation === 'removed') transaction.remove(pathOf(number));
        else transaction.put(pathOf(number), entryOf(reservation));
        if (!isAsked) continue;
        for (const one of RESERVATIONS) {
          const there = [0, 1, 2, 3, 4, 5].map((each) => transaction.get(pathOf(each)));
          const count = there.filter((entry) => entry !== undefined && reservationOf(entry) === one).length;
          expect(takenPlaces(one, transaction)).toBe(count);
        }
      }
    }),
  );
});

test('each write is looked at once, however often it is asked', () => {
  const [reservation = ''] = RESERVATIONS;
  let looks = 0;
  const transaction = new Transaction(stateOf(), 1);
  for (let number = 0; number < 100; number++) {
    transaction.put(pathOf(number), {
      resource: {},
      get hidden() {
        looks++;
        return consuming(reservation);
      },
    });
    expect(takenPlaces(reservation, transaction)).toBe(number + 1);
  }
  expect(looks).toBe(100);
});
