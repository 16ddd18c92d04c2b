/**
 * A map that is forked in constant time and copied by whoever writes to it next: for what is small, and is looked up
 * with every request.
 */
export class SharedMap<V> {
  #entries: Map<string, V> = new Map();
  #isShared = false;

  get size(): number {
    return this.#entries.size;
  }

  /** A map with the same content; from here on neither sees what is written to the other. */
  fork(): SharedMap<V> {
    const copy = new SharedMap<V>();
    copy.#entries = this.#entries;
    copy.#isShared = true;
    this.#isShared = true;
    return copy;
  }

  /** The key that was set first of those that are there. */
  get oldest(): string | undefined {
    return this.#entries.keys().next().value;
  }

  get(key: string): V | undefined {
    return this.#entries.get(key);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  set(key: string, value: V): void {
    this.#writable().set(key, value);
  }

  delete(key: string): void {
    if (this.#entries.has(key)) this.#writable().delete(key);
  }

  /** All entries, sorted by key. */
  sorted(): readonly (readonly [string, V])[] {
    return [...this.#entries].toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  #writable(): Map<string, V> {
    if (this.#isShared) {
      this.#entries = new Map(this.#entries);
      this.#isShared = false;
    }
    return this.#entries;
  }
}
