import type { Entry } from '../../kernel/entry.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { scanUsersIn } from '../../wire/find.ts';

/** What a running instance keeps hidden. */
export interface Consumption {
  /** Path of the reservation that it takes its place from. */
  readonly reservation?: string;
}

/** Path of the reservation that an instance takes its place from. */
export const reservationOf = (instance: Entry): string | undefined =>
  // Only what `consuming` gives is kept under that name.
  (instance.hidden as Consumption | undefined)?.reservation;

/** How many instances take their places from a reservation. */
export function inUseCount(reservation: string, state: State): number {
  let count = 0;
  scanUsersIn(state, 'instances', reservation, (instance) => {
    if (reservationOf(instance) === reservation) count++;
  });
  return count;
}

/** How many places of a reservation are taken, as a transaction sees it. */
export function takenPlaces(reservation: string, transaction: Transaction): number {
  let places = placesOf.get(transaction);
  if (places === undefined) placesOf.set(transaction, (places = new Places(transaction)));
  return places.taken(reservation);
}

/** One request may make thousands of instances, each of which asks: what was written is looked at once. */
const placesOf = new WeakMap<Transaction, Places>();

class Places {
  readonly #transaction: Transaction;
  /** By reservation, how many are taken in the state. */
  readonly #stored: Map<string, number> = new Map();
  /** By reservation, how many more, or less, the writes take. */
  readonly #more: Map<string, number> = new Map();
  /** By instance, the reservation that it has as far as the writes have been looked at. */
  readonly #reservations: Map<string, string | undefined> = new Map();
  #seen = 0;

  constructor(transaction: Transaction) {
    this.#transaction = transaction;
  }

  taken(reservation: string): number {
    this.#followWrites();
    let stored = this.#stored.get(reservation);
    if (stored === undefined) {
      stored = inUseCount(reservation, this.#transaction.state);
      this.#stored.set(reservation, stored);
    }
    return stored + (this.#more.get(reservation) ?? 0);
  }

  #followWrites(): void {
    const { state, writes, written } = this.#transaction;
    for (const path of written.slice(this.#seen)) {
      const before = this.#reservations.has(path) ? this.#reservations.get(path) : ofEntry(state.get(path));
      const after = ofEntry(writes.get(path));
      this.#reservations.set(path, after);
      this.#add(before, -1);
      this.#add(after, 1);
    }
    this.#seen = written.length;
  }

  #add(reservation: string | undefined, more: number): void {
    if (reservation !== undefined) this.#more.set(reservation, (this.#more.get(reservation) ?? 0) + more);
  }
}

const ofEntry = (entry: Entry | undefined): string | undefined =>
  entry === undefined ? undefined : reservationOf(entry);
