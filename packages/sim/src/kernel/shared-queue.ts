/**
 * First in, first out. It is forked in constant time; whoever writes to it next copies the one chunk it writes to.
 */
export class SharedQueue<V> {
  /** All but the last are full and never written to again. */
  #chunks: V[][] = [[]];
  /** How many of the first chunk are gone. */
  #gone = 0;
  #size = 0;
  #isShared = false;

  get size(): number {
    return this.#size;
  }

  /** A queue with the same content; from here on neither sees what is written to the other. */
  fork(): SharedQueue<V> {
    const copy = new SharedQueue<V>();
    copy.#chunks = this.#chunks;
    copy.#gone = this.#gone;
    copy.#size = this.#size;
    copy.#isShared = true;
    this.#isShared = true;
    return copy;
  }

  push(value: V): void {
    const chunks = this.#writable();
    const last = chunks.at(-1);
    if (last !== undefined && last.length < CHUNK_LENGTH) last.push(value);
    else chunks.push([value]);
    this.#size++;
  }

  /** Takes the oldest out; undefined if there is none. */
  shift(): V | undefined {
    if (this.#size === 0) return undefined;
    const first = this.#chunks[0];
    const value = first?.[this.#gone];
    this.#gone++;
    this.#size--;
    if (this.#gone === first?.length) {
      const chunks = this.#writable();
      chunks.shift();
      if (chunks.length === 0) chunks.push([]);
      this.#gone = 0;
    }
    return value;
  }

  /** All values, oldest first. */
  values(): readonly V[] {
    return this.#chunks.flat().slice(this.#gone);
  }

  #writable(): V[][] {
    if (this.#isShared) {
      this.#chunks = [...this.#chunks.slice(0, -1), this.#chunks.at(-1)?.slice() ?? []];
      this.#isShared = false;
    }
    return this.#chunks;
  }
}

const CHUNK_LENGTH = 256;
