import { pauseAfter } from '../calls/backoff.ts';
import type { Clock } from '../calls/clock.ts';
import type { LoopEvent } from './loop-event.ts';
import type { LoopHealth } from './loop-health.ts';

/** What a {@link ReconcileLoop} is made of. */
export interface ReconcileLoopOptions {
  /**
   * One run: reads the desired state, and reconciles. A rejection is a failure, and the run is retried.
   *
   * @param stop Aborts when the loop is to end: finish what is in flight, or leave it to the next process.
   */
  readonly reconcile: (stop: AbortSignal) => Promise<unknown>;
  readonly clock: Clock & Required<Pick<Clock, 'sleep'>>;
  /** A run begins so long after the end of the last one although nothing asks for it, in milliseconds; never by default. */
  readonly intervalMs?: number | undefined;
  /** A request is answered so long after it came, with all that came meanwhile, in milliseconds; 1 000 by default. */
  readonly quietMs?: number | undefined;
  /** Pauses after failures; from 1 s, doubled for each failure in a row, up to 5 minutes by default. */
  readonly backoff?: { readonly firstMs?: number | undefined; readonly longestMs?: number | undefined } | undefined;
  /** Asked before every run, such as of a leader election: `false`, and the loop stands by. */
  readonly mayWrite?: (() => boolean | Promise<boolean>) | undefined;
  /** How long it stands by before it asks again, in milliseconds; 5 000 by default. */
  readonly standbyMs?: number | undefined;
  /** Called with each event. Must not throw. */
  readonly onEvent?: ((event: LoopEvent) => void) | undefined;
}

/** A timer of JavaScript cannot be set for longer than 24 days. */
const LONGEST_SLEEP_MS = 86_400_000;

/**
 * Makes one run after the other, never two at once: at an interval, on request, and again after failures. Requests that come
 * while one is waiting, or during a run, are served by a single run. It has no timer of its own.
 *
 * @example
 * const loop = new ReconcileLoop({ reconcile: async () => pool.reconcile(await desired()), clock: systemClock, intervalMs: 60_000 });
 * onChange(() => loop.request('the services changed'));
 * await loop.run(stop.signal);
 */
export class ReconcileLoop {
  readonly #options: ReconcileLoopOptions;
  #health: LoopHealth = { state: 'waiting', runs: 0, failures: 0 };
  #reasons: string[] = [];
  #requestedAt: number | undefined;
  /** When the next run begins by itself. */
  #nextAt: number;
  /** When a run has asked for the next one. */
  #comeBackAt = Infinity;
  /** No run begins before, whoever asks. */
  #notBefore = -Infinity;
  #wake = new AbortController();

  /** @throws TypeError where a time makes no sense. */
  constructor(options: ReconcileLoopOptions) {
    for (const [name, ms] of Object.entries({
      intervalMs: options.intervalMs,
      quietMs: options.quietMs,
      standbyMs: options.standbyMs,
    })) {
      if (ms !== undefined && !(ms >= 0))
        throw new TypeError(`${name} is a number of milliseconds from 0 on; got ${ms}`);
    }
    this.#options = options;
    // The first run is due at once.
    this.#nextAt = options.clock.now();
  }

  /** Its present state. */
  get health(): LoopHealth {
    return this.#health;
  }

  /** When the next run begins unless something asks for one before; undefined while one is under way, and where none is due. */
  get nextRunAt(): number | undefined {
    const { state } = this.#health;
    const at = this.#dueAt();
    return state === 'running' || state === 'stopped' || at === Infinity ? undefined : at;
  }

  /**
   * Asks for a run. It begins after a quiet moment; while one is under way, after that one.
   *
   * @param reason For `runStarted`, such as `services.yaml changed`.
   */
  request(reason: string): void {
    this.#reasons.push(reason);
    this.#requestedAt ??= this.#options.clock.now();
    this.#wake.abort();
  }

  /** Asks during a run for the next one, so soon after its end at the latest, in milliseconds. */
  comeBackWithin(ms: number): void {
    this.#comeBackAt = this.#options.clock.now() + ms;
  }

  /** Runs until `stop` aborts; resolves when what was under way by then is finished. Call it once. */
  async run(stop: AbortSignal): Promise<void> {
    while (await this.#untilDue(stop)) await this.#runOnce(stop);
    this.#health = { ...this.#health, state: 'stopped' };
    this.#options.onEvent?.({ type: 'stopped' });
  }

  /** True when it is time for a run, false when it is time to end. */
  async #untilDue(stop: AbortSignal): Promise<boolean> {
    const { clock } = this.#options;
    while (!stop.aborted) {
      const waitMs = this.#dueAt() - clock.now();
      if (waitMs <= 0) return true;
      this.#wake = new AbortController();
      const woken = AbortSignal.any([stop, this.#wake.signal]);
      await clock.sleep(Math.min(waitMs, LONGEST_SLEEP_MS), woken).catch((error: unknown) => {
        if (!woken.aborted) throw error;
      });
    }
    return false;
  }

  #dueAt(): number {
    const { quietMs = 1_000 } = this.#options;
    const asked = this.#requestedAt === undefined ? Infinity : this.#requestedAt + quietMs;
    return Math.max(this.#notBefore, Math.min(this.#nextAt, this.#comeBackAt, asked));
  }

  async #runOnce(stop: AbortSignal): Promise<void> {
    const { clock, reconcile, mayWrite, intervalMs = Infinity, onEvent } = this.#options;
    try {
      if (mayWrite !== undefined && !(await mayWrite())) return this.#standBy();
    } catch (error) {
      return this.#failed(error, stop, this.#health);
    }
    const reasons = this.#reasons;
    this.#reasons = [];
    this.#requestedAt = undefined;
    this.#comeBackAt = Infinity;
    const began = clock.now();
    const { lastError: _past, ...before } = this.#health;
    this.#health = { ...this.#health, state: 'running', runs: before.runs + 1, runningSince: began };
    onEvent?.({ type: 'runStarted', reasons });
    try {
      await reconcile(stop);
      this.#health = { ...before, state: 'waiting', runs: before.runs + 1, failures: 0, lastSuccessAt: clock.now() };
      this.#notBefore = -Infinity;
      this.#nextAt = clock.now() + intervalMs;
      onEvent?.({ type: 'runFinished', tookMs: clock.now() - began });
    } catch (error) {
      this.#failed(error, stop, { ...before, runs: before.runs + 1 });
    }
  }

  #standBy(): void {
    const { clock, standbyMs = 5_000, onEvent } = this.#options;
    if (this.#health.state !== 'standingBy') onEvent?.({ type: 'stoodBy' });
    this.#health = { ...this.#health, state: 'standingBy' };
    this.#notBefore = this.#nextAt = clock.now() + standbyMs;
  }

  #failed(error: unknown, stop: AbortSignal, before: LoopHealth): void {
    const { clock, backoff = {}, intervalMs = Infinity, onEvent } = this.#options;
    const { firstMs = 1_000, longestMs = 300_000 } = backoff;
    const failures = before.failures + 1;
    const now = clock.now();
    const pauseMs = Math.min(
      intervalMs,
      pauseAfter(failures, { firstMs, longestMs }, () => clock.random?.() ?? 1),
    );
    this.#health = { ...before, state: 'backingOff', failures, lastFailureAt: now, lastError: error };
    // A request may bring the fix, so it need not wait for the whole of a long pause.
    this.#notBefore = now + Math.min(firstMs, pauseMs);
    this.#nextAt = now + pauseMs;
    // A run that the end of the loop cut short is no failure of the cloud.
    onEvent?.(stop.aborted ? { type: 'runCutShort', error } : { type: 'runFailed', error, failures, pauseMs });
  }
}
