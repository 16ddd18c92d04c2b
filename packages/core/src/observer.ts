import type { Clock } from './clock.ts';
import { observedAfter } from './observation.ts';
import type { Observed } from './observe.ts';
import type { Report } from './report.ts';
import type { PoolStep } from './step.ts';

/** What there is, and whether that was read just now. */
export interface Sight {
  readonly observed: Observed;
  readonly isFresh: boolean;
}

/** Looks at the cloud, and remembers what it saw for a while, with what the pool has done since. */
export class Observer {
  readonly #trustMs: number;
  readonly #clock: Clock | undefined;
  #seen: { readonly question: string; readonly observed: Observed; readonly at: number } | undefined;

  /** @param trustMs How long a memory is used; 0, or no clock, for never. */
  constructor(trustMs: number, clock: Clock | undefined) {
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

  /** Takes note of what was done to what was seen. */
  note({ outcomes }: Report<PoolStep>): void {
    const observed = this.#seen && observedAfter(this.#seen.observed, outcomes);
    this.#seen = this.#seen && observed && { ...this.#seen, observed };
  }
}
