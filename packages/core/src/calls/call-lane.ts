import { Patience } from './patience.ts';
import { TokenBucket } from './token-bucket.ts';
import type { Rate } from './token-bucket.ts';

/** What the calls of one group have in common: their rate, and for how long their failures are outlasted. */
export class CallLane {
  readonly #bucket: TokenBucket | undefined;
  readonly patience: Patience;
  /** No call is made before. */
  #closedUntil = -Infinity;

  /** @param rate No limit, if it is not given. */
  constructor(rate: Rate | undefined, patienceMs: number) {
    this.#bucket = rate && new TokenBucket(rate);
    this.patience = new Patience(patienceMs);
  }

  /** How long the next call waits for its turn, in milliseconds. */
  take(now: number): number {
    return Math.max(this.#bucket?.take(now) ?? 0, this.#closedUntil - now);
  }

  succeeded(): void {
    this.#bucket?.speedUp();
    this.patience.renew();
  }

  /** The server asked for fewer calls, and for none before so long. */
  tooFast(now: number, retryAfterMs = 0): void {
    this.#bucket?.slowDown();
    this.#closedUntil = Math.max(this.#closedUntil, now + retryAfterMs);
  }
}
