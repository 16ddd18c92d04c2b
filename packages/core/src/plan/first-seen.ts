/** Remembers since when things have been in a state, for as long as they stay in it. Holds no clock: times come in. */
export class FirstSeen<Key> {
  #since: ReadonlyMap<Key, number> = new Map();

  /** Takes note of all that is in the state now, and tells since when each has been, in milliseconds. */
  note(keys: Iterable<Key>, now: number): ReadonlyMap<Key, number> {
    this.#since = new Map([...keys].map((key) => [key, this.#since.get(key) ?? now]));
    return new Map([...this.#since].map(([key, since]) => [key, now - since]));
  }
}
