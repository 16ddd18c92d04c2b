interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * Time that passes only while everybody sleeps. Work that runs for real, such as the Google client's, is announced with
 * {@link VirtualTime.work}: while there is some, time stands still.
 */
export class VirtualTime {
  #now = 0;
  #busy = 0;
  #isChecking = false;
  readonly #sleepers: Sleeper[] = [];

  readonly now = (): number => this.#now;

  /** Sleeps, outside of work. */
  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      const at = this.#now + ms;
      // Sorted by time, the earliest last; those of one time in the order they came.
      const place = this.#sleepers.findLastIndex((other) => other.at > at) + 1;
      this.#sleepers.splice(place, 0, { at, wake });
      this.#check();
    });

  async work<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      this.#check();
    }
  }

  /** Sleeps, within work. */
  async sleepAtWork(ms: number): Promise<void> {
    this.#busy -= 1;
    await this.sleep(ms);
    this.#busy += 1;
  }

  #check(): void {
    if (this.#isChecking) return;
    this.#isChecking = true;
    // Whoever was woken, or has finished, goes on first.
    setImmediate(() => {
      this.#isChecking = false;
      if (this.#busy > 0) return;
      const next = this.#sleepers.pop();
      if (next === undefined) return;
      this.#now = next.at;
      next.wake();
      this.#check();
    });
  }
}
