/** How many calls may be made. */
export interface Rate {
  readonly perSecond: number;
  /** Calls that may be made at once after an idle period. */
  readonly burst: number;
}

/**
 * A token bucket that adapts: it halves its rate when told to, and gains a twentieth of the full rate for each successful
 * call. It has no clock: times are parameters.
 */
export class TokenBucket {
  readonly #full: Rate;
  #perSecond: number;
  #tokens: number;
  #filledAt: number | undefined;

  constructor(rate: Rate) {
    this.#full = rate;
    this.#perSecond = rate.perSecond;
    this.#tokens = rate.burst;
  }

  /** Calls per second at present. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /** Takes one token; returns how long to wait before making the call, in milliseconds. */
  take(now: number): number {
    const passedMs = Math.max(0, now - (this.#filledAt ?? now));
    this.#filledAt = now;
    this.#tokens = Math.min(this.#full.burst, this.#tokens + (passedMs * this.#perSecond) / 1_000) - 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens * 1_000) / this.#perSecond;
  }

  /** The server asked for fewer calls. */
  slowDown(): void {
    this.#perSecond = Math.max(this.#full.perSecond / 32, this.#perSecond / 2);
    this.#tokens = Math.min(0, this.#tokens);
  }

  /** A call succeeded. */
  speedUp(): void {
    this.#perSecond = Math.min(this.#full.perSecond, this.#perSecond + this.#full.perSecond / 20);
  }
}
