import type { Clock } from '../calls/clock.ts';
import type { Observation } from './observe.ts';

/** An observation, and whether it was read just now. */
export interface ObserverResult {
  readonly observation: Observation;
  readonly isFresh: boolean;
}

/** How long what was read is remembered. */
export interface ObserverOptions {
  /** What was read is trusted for so long, in milliseconds: with nothing to do, no call is made. 0 (never) by default. Needs a clock. */
  readonly trustMs?: number | undefined;
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/** Observes the cloud, and remembers the last observation for a while, with what the pool has done since. */
export class Observer {
  readonly #trustMs: number;
  readonly #clock: Pick<Clock, 'now'> | undefined;
  #last: { readonly scope: string; readonly observation: Observation; readonly at: number } | undefined;

  constructor({ trustMs = 0, clock }: ObserverOptions) {
    this.#trustMs = clock === undefined ? 0 : trustMs;
    this.#clock = clock;
  }

  /** True where observations are remembered: it then pays to observe the same scope always, the widest. */
  get isTrusting(): boolean {
    return this.#trustMs > 0;
  }

  /** @param scope What `observe` reads, as text: what is remembered of one scope is not used for another. */
  async read(scope: string, observe: () => Promise<Observation>, mustBeFresh: boolean): Promise<ObserverResult> {
    const last = this.#last;
    const age = last?.scope === scope ? (this.#clock?.now() ?? Infinity) - last.at : Infinity;
    // Of a clock that was set back nobody can tell how old it is.
    if (!mustBeFresh && last !== undefined && age >= 0 && age < this.#trustMs) {
      return { observation: last.observation, isFresh: false };
    }
    const at = this.#clock?.now() ?? 0;
    const observation = await observe();
    // A zone or region is looked for again until it can be reached.
    const isWhole = observation.unreachableZones.length + observation.unreachableRegions.length === 0;
    this.#last = this.isTrusting && isWhole ? { scope, observation, at } : undefined;
    return { observation, isFresh: true };
  }

  /** @param after What there is after a change, from what there was; `undefined` where nobody can tell, and it is read again. */
  update(after: (observation: Observation) => Observation | undefined): void {
    const observation = this.#last && after(this.#last.observation);
    this.#last = this.#last && observation && { ...this.#last, observation };
  }
}
