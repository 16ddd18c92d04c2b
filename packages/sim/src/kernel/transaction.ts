import { OrderedMap } from './ordered-map.ts';
import type { State } from './state.ts';
import type { Entry } from './entry.ts';
import { fingerprintOf, idOf, operationNameOf, seedOf, token } from './token.ts';

/**
 * The changes one request makes, seen by the request itself and by nobody else until they are committed or handed to an
 * operation. A request that is refused drops its transaction, and nothing has changed.
 */
export class Transaction {
  readonly state: State;
  /** Virtual time, in milliseconds since the epoch. */
  readonly now: number;
  readonly #seed: number;
  readonly #writes: Map<string, Entry | undefined> = new Map();
  readonly #written: string[] = [];
  #immediate: Map<string, Entry> | undefined;
  #followed: Map<string, Entry | undefined> | undefined;
  #made: Set<string> | undefined;
  #givenOut: OrderedMap<true> | undefined;
  #sequence: number;

  /** @param from when it is, and how many tokens have been drawn; default: as the state has it */
  constructor(state: State, seed: number, from: { readonly now: number; readonly sequence: number } = state) {
    this.state = state;
    this.now = from.now;
    this.#seed = seed;
    this.#sequence = from.sequence;
  }

  /** A transaction, for its writes alone, that makes the same of a name whenever it is: at the start, with tokens of its own. */
  atStart(name: string): Transaction {
    return new Transaction(this.state, seedOf(`${this.#seed} ${name}`), { now: this.state.startTime, sequence: 0 });
  }

  /** What has been written so far, in order; `undefined` stands for a removal. */
  get writes(): ReadonlyMap<string, Entry | undefined> {
    return this.#writes;
  }

  /** The path of each write so far, in order: what counts along looks at each once. */
  get written(): readonly string[] {
    return this.#written;
  }

  get(path: string): Entry | undefined {
    // Most look-ups are in a transaction that has written nothing yet, and to look a path up in a map is to hash it.
    if (this.#writes.size > 0) {
      const written = this.#writes.get(path);
      if (written !== undefined || this.#writes.has(path)) return written;
    }
    return this.#immediate?.get(path) ?? this.before(path);
  }

  /** The resource as the request finds it: as it is stored, or as the operation leaves it that the request waits for. */
  before(path: string): Entry | undefined {
    if (this.makes(path)) return undefined;
    return this.#followed?.has(path) === true ? this.#followed.get(path) : this.state.get(path);
  }

  /**
   * Shows the request a resource as an unfinished operation will leave it, undefined for one that it removes: what the
   * request writes of it comes after that operation.
   */
  follow(path: string, entry: Entry | undefined): void {
    (this.#followed ??= new Map()).set(path, entry);
  }

  /** Whether what is written of the resource waits for the operation that is at work on it. */
  follows(path: string): boolean {
    return this.#followed?.has(path) === true;
  }

  /** Whether that is so of any resource. */
  get followsAny(): boolean {
    return this.#followed !== undefined;
  }

  /** As that of the state; undefined as soon as this transaction shows anything else. */
  get lastRemoval(): object | undefined {
    const showsState = this.#writes.size === 0 && this.#immediate === undefined && this.#followed === undefined;
    return showsState ? this.state.lastRemoval : undefined;
  }

  /** Whether this transaction removes the resource. */
  isRemoved(path: string): boolean {
    return this.#writes.has(path) && this.#writes.get(path) === undefined;
  }

  put(path: string, entry: Entry): void {
    this.#written.push(path);
    this.#writes.set(path, entry);
  }

  /** Writes a resource of which the request has found that there is none. */
  make(path: string, entry: Entry): void {
    // What it removes itself and makes anew was there before.
    if (!this.#writes.has(path)) (this.#made ??= new Set()).add(path);
    this.put(path, entry);
  }

  /** Whether the request makes the resource, so that there was none before, and nobody can have it. */
  makes(path: string): boolean {
    return this.#made?.has(path) === true;
  }

  /** Writes what takes effect when the request is accepted, and not when its operation is done: counters, reservations. */
  putAtOnce(path: string, entry: Entry): void {
    (this.#immediate ??= new Map()).set(path, entry);
  }

  remove(path: string): void {
    this.#written.push(path);
    this.#writes.set(path, undefined);
  }

  /** Notes that the request gives out what must be unique, which no state knows yet. */
  giveOut(key: string): void {
    (this.#givenOut ??= new OrderedMap()).set(key, true);
  }

  isGivenOut(key: string): boolean {
    return this.#givenOut?.has(key) === true;
  }

  /** How many keys were given out at and after `from`, and before `to`. */
  countGivenOut(from: string, to: string): number {
    return this.#givenOut === undefined ? 0 : this.#givenOut.rank(to) - this.#givenOut.rank(from);
  }

  newId(): string {
    return idOf(token(this.#seed, this.#sequence++));
  }

  newFingerprint(): string {
    return fingerprintOf(token(this.#seed, this.#sequence++));
  }

  newOperationName(): string {
    return operationNameOf(this.now, token(this.#seed, this.#sequence++));
  }

  /** Applies all writes. */
  commit(): void {
    const writes = [...this.#writes];
    this.close();
    for (const [path, entry] of writes) this.state.put(path, entry);
  }

  /** Accepts the request without applying its writes: an operation has taken them over. */
  close(): void {
    for (const [path, entry] of this.#immediate ?? []) this.state.put(path, entry);
    this.#immediate = undefined;
    this.state.sequence = this.#sequence;
    this.#writes.clear();
  }
}
