import type { Clock } from '../calls/clock.ts';
import type { Observed } from './observe.ts';

/** What there is, and whether that was read just now. */
export interface Sight {
  readonly observed: Observed;
  readonly isFresh: boolean;
}

/** How long what was read is remembered. */
export interface ObserverOptions {
  /** What was read is trusted for so long, in milliseconds: with nothing to do, no call is made. 0 (never) by default. Needs a clock. */
  readonly trustMs?: number | undefined;
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/** Looks at the cloud, and remembers what it saw for a while, with what the pool has done since. */
export class Observer {
  readonly #trustMs: number;
  readonly #clock: Pick<Clock, 'now'> | undefined;
  #seen: { readonly question: string; readonly observed: Observed; readonly at: number } | undefined;

  constructor({ trustMs = 0, clock }: ObserverOptions) {
    this.#trustMs = clock === undefined ? 0 : trustMs;
    this.#clock = clock;
  }

  /** True where memories are used at all: it pays to ask the same question always, and it should be the widest. */
  get isTrusting(): boolean {
    return this.#trustMs > 0;
  }

  /** @param question What is read, in words: a memory answers no other. */
  async look(question: string, read: () => Promise<Observed>, mustBeFresh: boolean): Promise<Sight> {
    const seen = this.#seen;
    const age = seen?.question === question ? (this.#clock?.now() ?? Infinity) - seen.at : Infinity;
    if (!mustBeFresh && seen !== undefined && age < this.#trustMs) return { observed: seen.observed, isFresh: false };
    const at = this.#clock?.now() ?? 0;
    const observed = await read();
    if (this.isTrusting) this.#seen = { question, observed, at };
    return { observed, isFresh: true };
  }

  /** @param after What there is after a change, from what there was; `undefined` where nobody can tell, and it is read again. */
  update(after: (observed: Observed) => Observed | undefined): void {
    const observed = this.#seen && after(this.#seen.observed);
    this.#seen = this.#seen && observed && { ...this.#seen, observed };
  }
}
