/** How many calls may be made. */
export interface Rate {
  readonly perSecond: number;
  /** Calls that may be made at once after a pause. */
  readonly burst: number;
}

/**
 * Keeps calls to a rate, and slows down when told to: halves the rate, and gains a twentieth of the full one for each call
 * that goes well. Holds no clock: times come in.
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

  /** Calls a second that are let through now. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /** Takes one call out, and tells how long to wait before making it, in milliseconds. */
  take(now: number): number {
    const passedMs = Math.max(0, now - (this.#filledAt ?? now));
    this.#filledAt = now;
    this.#tokens = Math.min(this.#full.burst, this.#tokens + (passedMs * this.#perSecond) / 1_000) - 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens * 1_000) / this.#perSecond;
  }

  /** The server said: too fast. */
  slowDown(): void {
    this.#perSecond = Math.max(this.#full.perSecond / 32, this.#perSecond / 2);
    this.#tokens = Math.min(0, this.#tokens);
  }

  /** A call went well. */
  speedUp(): void {
    this.#perSecond = Math.min(this.#full.perSecond, this.#perSecond + this.#full.perSecond / 20);
  }
}
