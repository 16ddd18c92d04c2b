import type { CallOptions } from '../cloud/cloud.ts';
import type { Clock } from './clock.ts';
import { pauseAfter } from './backoff.ts';
import type { Backoff } from './backoff.ts';
import { CallLane } from './call-lane.ts';
import type { MethodGroup, MethodTraits } from './method.ts';
import { requestIdOf } from './request-id.ts';
import { PATIENCE_MS } from './patience.ts';
import { pause } from './pause.ts';
import { isTooFast, retryAdvice, retryAfterOf } from './retry-advice.ts';
import { unlessAborted } from './unless-aborted.ts';
import type { Rate } from './token-bucket.ts';
import { WriteRefusedError } from './write-refused-error.ts';

/** How calls are made. */
export interface CallerOptions {
  /** With one that can `sleep`, calls are rate-limited and retried; without, every call is made once. */
  readonly clock?: Clock | undefined;
  /** How failed calls are retried. */
  readonly backoff?: Backoff | undefined;
  /**
   * For how long transient failures are outlasted in all, in milliseconds, before calls fail: for each run of a pool and group of
   * methods, from the first failure since a call succeeded. 150 000 by default; 0 repeats nothing.
   */
  readonly patienceMs?: number | undefined;
  /** Calls a second for each group of methods; 20 for those left out, `undefined` for no limit. */
  readonly rates?: Partial<Record<MethodGroup, Rate | undefined>> | undefined;
  /** Asked before every attempt at a change, such as of a leader election: `false`, and it is not made. */
  readonly mayWrite?: (() => boolean | Promise<boolean>) | undefined;
  /** Aborts calls, reads too, and pauses. A call in flight may still be carried out; the next run finds out. */
  readonly signal?: AbortSignal | undefined;
  /** Ends pauses, with a `StoppedError`: calls in flight may finish, and none is retried. */
  readonly stop?: AbortSignal | undefined;
}

/** A call that is about to be retried. */
export interface RetriedCall {
  readonly method: string;
  /** The attempt that failed; 1 is the first. */
  readonly attempt: number;
  readonly pauseMs: number;
  readonly error: unknown;
}

/** Below GCE's 1 500 per minute and group of methods, so that others in the project have some left. */
const DEFAULT_RATES: Readonly<Record<MethodGroup, Rate | undefined>> = {
  get: { perSecond: 20, burst: 20 },
  list: { perSecond: 20, burst: 20 },
  mutate: { perSecond: 20, burst: 20 },
  getHealth: { perSecond: 20, burst: 20 },
};

/** Makes calls: rate-limited, retried after transient failures, and each change with one request id until its outcome is known. */
export class Caller {
  readonly #options: CallerOptions;
  #lanes: Readonly<Record<MethodGroup, CallLane>>;
  /** How many request ids were made, also by callers that share the lanes. */
  #requestIds = { count: 0 };

  constructor(options: CallerOptions = {}) {
    this.#options = options;
    const rates = { ...DEFAULT_RATES, ...options.rates };
    const lane = (group: MethodGroup): CallLane => new CallLane(rates[group], options.patienceMs ?? PATIENCE_MS);
    this.#lanes = { get: lane('get'), list: lane('list'), mutate: lane('mutate'), getHealth: lane('getHealth') };
  }

  /** The same at the same rates, but that `stop` does not end: for what must not stay half done. */
  unstopped(): Caller {
    const caller = new Caller({ ...this.#options, stop: undefined });
    caller.#lanes = this.#lanes;
    caller.#requestIds = this.#requestIds;
    return caller;
  }

  /** Begins to count patience anew, as at the beginning of a run. */
  renewPatience(): void {
    for (const { patience } of Object.values(this.#lanes)) patience.renew();
  }

  async call<T>(
    method: string,
    { group, optionsAt }: MethodTraits,
    attemptCall: (options: CallOptions) => Promise<T>,
    onRetry?: (retried: RetriedCall) => void,
  ): Promise<T> {
    const { clock, backoff = {}, mayWrite, signal, stop } = this.#options;
    const attempts = clock?.sleep === undefined ? 1 : (backoff.attempts ?? Infinity);
    const lane = this.#lanes[group];
    let failingSince: number | undefined;
    const isChange = optionsAt !== undefined;
    let requestId = this.#requestId(isChange);
    for (let attempt = 1; ; attempt += 1) {
      await this.#waitForTurn(lane);
      if (isChange && mayWrite !== undefined && !(await mayWrite())) throw new WriteRefusedError(method);
      try {
        const attempted = attemptCall({ requestId, signal });
        const answer = await (isChange ? attempted : unlessAborted(attempted, signal));
        lane.succeeded();
        return answer;
      } catch (error) {
        const advice = retryAdvice(error);
        const now = clock?.now() ?? 0;
        const retryAfterMs = retryAfterOf(error);
        if (isTooFast(error)) lane.tooFast(now, retryAfterMs);
        if (advice === 'giveUp' || attempt >= attempts || signal?.aborted || stop?.aborted) throw error;
        const pauseMs = Math.max(
          retryAfterMs ?? 0,
          pauseAfter(attempt, backoff, () => clock?.random?.() ?? 1),
        );
        failingSince ??= now;
        if (!lane.patience.allows(pauseMs, now, failingSince)) throw error;
        onRetry?.({ method, attempt, pauseMs, error });
        await pause(pauseMs, this.#options, error);
        if (advice === 'renew') requestId = this.#requestId(isChange);
      }
    }
  }

  async #waitForTurn(lane: CallLane): Promise<void> {
    const { clock } = this.#options;
    if (clock?.sleep === undefined) return;
    const pauseMs = lane.take(clock.now());
    if (pauseMs > 0) await pause(pauseMs, this.#options);
  }

  #requestId(isChange: boolean): string | undefined {
    const { clock } = this.#options;
    if (!isChange || clock?.random === undefined) return undefined;
    this.#requestIds.count += 1;
    return requestIdOf(this.#requestIds.count, () => clock.random?.() ?? 0);
  }
}
