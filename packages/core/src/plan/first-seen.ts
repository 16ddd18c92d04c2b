/** Remembers since when each key has been in a state, for as long as it stays in it. Has no clock: times are parameters. */
export class FirstSeen<Key> {
  #since: ReadonlyMap<Key, number> = new Map();

  /** Records the keys that are in the state now, and returns for how long each has been, in milliseconds. */
  note(keys: Iterable<Key>, now: number): ReadonlyMap<Key, number> {
    this.#since = new Map([...keys].map((key) => [key, this.#since.get(key) ?? now]));
    return new Map([...this.#since].map(([key, since]) => [key, now - since]));
  }
}
