import type { Clock } from '@gcepool/core';
import type { ApiServer } from '../api-server/api-server.ts';
import { microTime, readLease, writeLease } from './lease.ts';
import type { LeaseName, LeaseRecord, ReadLease } from './lease.ts';

/** What happens to a candidate, for logs. */
export type LeaderEvent =
  | { readonly type: 'leading' }
  /** It leads no more: it could not renew the Lease in time, or somebody else holds it. */
  | { readonly type: 'lost' }
  | { readonly type: 'released' }
  /** Somebody else holds the Lease. */
  | { readonly type: 'following'; readonly leader: string }
  /** The API server does not do as it is asked; it is asked again. */
  | { readonly type: 'trouble'; readonly error: unknown };

/** What a candidate is made of. The times are client-go's by default. */
export interface LeaderElectionOptions {
  readonly api: ApiServer;
  readonly lease: LeaseName;
  /** No two candidates may have the same. */
  readonly identity: string;
  /** Its `now` must not jump: a monotonic clock. */
  readonly clock: Required<Clock>;
  /** The time of day, for those who look at the Lease. */
  readonly timeOfDay: () => Date;
  /** A Lease that nobody has renewed for so long is free; 15 s. Candidates go by what they have seen, not by what it says of times. */
  readonly leaseDurationMs?: number | undefined;
  /** A leader that could not renew for so long leads no more; 10 s. */
  readonly renewDeadlineMs?: number | undefined;
  /** How often it is renewed, or looked at; 2 s. */
  readonly retryPeriodMs?: number | undefined;
  /** Must not throw. */
  readonly onEvent?: ((event: LeaderEvent) => void) | undefined;
}

interface Times {
  readonly leaseDurationMs: number;
  readonly renewDeadlineMs: number;
  readonly retryPeriodMs: number;
}

/**
 * One candidate of an election by a Lease, as client-go holds it: candidates of both can stand against each other. A leader renews,
 * and gives up before anybody else can take over; it is asked before each write whether it still leads, and asks the API server.
 */
export class LeaderElection {
  readonly #options: LeaderElectionOptions & Times;
  /** The Lease as it was last seen to change, and when that was. */
  #seen: ReadLease | undefined;
  #seenAt = -Infinity;
  #isLeading = false;
  /** When the last renewal that succeeded was sent. */
  #renewedAt = -Infinity;

  /** @throws RangeError where the times leave no room for each other. */
  constructor(options: LeaderElectionOptions) {
    const { leaseDurationMs = 15_000, renewDeadlineMs = 10_000, retryPeriodMs = 2_000 } = options;
    if (!(leaseDurationMs > renewDeadlineMs && renewDeadlineMs > retryPeriodMs && retryPeriodMs > 0)) {
      throw new RangeError(
        `a lease of ${leaseDurationMs} ms must be longer than the ${renewDeadlineMs} ms in which it is to be renewed, ` +
          `and these longer than the ${retryPeriodMs} ms between attempts`,
      );
    }
    this.#options = { ...options, leaseDurationMs, renewDeadlineMs, retryPeriodMs };
  }

  /** True while it leads, as far as is known here. */
  get isLeading(): boolean {
    const { clock, leaseDurationMs } = this.#options;
    return this.#isLeading && clock.now() < this.#renewedAt + leaseDurationMs;
  }

  /**
   * Which of its times in office this is, by what the API server says now; `undefined` while it does not lead. A plan that was made in
   * another is out of date: somebody else may have written since.
   *
   * @throws ApiServerError where it cannot be asked.
   */
  async term(): Promise<string | undefined> {
    if (!this.isLeading) return undefined;
    const { api, lease, identity } = this.#options;
    const found = await this.#within(this.#renewedAt + this.#options.leaseDurationMs, (signal) =>
      readLease(api, lease, signal),
    );
    // It may have taken so long that another could take over meanwhile.
    return found?.holder === identity && this.isLeading ? `${found.acquired} ${found.transitions}` : undefined;
  }

  /** Whether it leads, by what the API server says now: ask before each write. @throws ApiServerError where it cannot be asked. */
  async mayWrite(): Promise<boolean> {
    return (await this.term()) !== undefined;
  }

  /** Stands for election until `stop` aborts, and then gives the Lease back. Call it once. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.#acquire(stop);
      await this.#renew(stop);
    }
    if (this.#isLeading) await this.#release();
  }

  async #acquire(stop: AbortSignal): Promise<void> {
    const { clock, retryPeriodMs, renewDeadlineMs } = this.#options;
    while (!stop.aborted) {
      if (await this.#attempt(clock.now() + renewDeadlineMs)) {
        this.#isLeading = true;
        return this.#tell({ type: 'leading' });
      }
      const pauseMs = retryPeriodMs * (1 + 0.2 * clock.random());
      // Not a moment later than it falls free.
      const freeInMs = this.#freeAt - clock.now();
      await this.#sleep(freeInMs > 0 ? Math.min(pauseMs, freeInMs) : pauseMs, stop);
    }
  }

  async #renew(stop: AbortSignal): Promise<void> {
    const { clock, identity, retryPeriodMs, renewDeadlineMs } = this.#options;
    while (this.#isLeading) {
      await this.#sleep(retryPeriodMs, stop);
      if (stop.aborted) return;
      const deadline = this.#renewedAt + renewDeadlineMs;
      const isRenewed = await this.#attempt(deadline);
      const isTaken = this.#seen !== undefined && this.#seen.holder !== identity;
      if (isRenewed || (!isTaken && clock.now() < deadline)) continue;
      this.#isLeading = false;
      this.#tell({ type: 'lost' });
    }
  }

  /** Takes or renews the Lease, if it is free or one's own. */
  async #attempt(deadline: number): Promise<boolean> {
    try {
      return await this.#within(deadline, (signal) => this.#takeOrRenew(signal));
    } catch (error) {
      this.#tell({ type: 'trouble', error });
      return false;
    }
  }

  async #takeOrRenew(signal: AbortSignal): Promise<boolean> {
    const { api, lease, identity, clock, timeOfDay, leaseDurationMs } = this.#options;
    const sentAt = clock.now();
    const found = await readLease(api, lease, signal);
    if (found !== undefined) this.#see(found);
    const isOwn = found?.holder === identity;
    if (found !== undefined && !isOwn && clock.now() < this.#freeAt) return false;
    const time = timeOfDay();
    const record: LeaseRecord = {
      holder: identity,
      durationSeconds: Math.ceil(leaseDurationMs / 1_000),
      acquired: isOwn ? found.acquired : microTime(time),
      transitions: (found?.transitions ?? 0) + (isOwn || found === undefined ? 0 : 1),
    };
    const written = await writeLease(api, lease, record, { version: found?.version, time, signal });
    if (written === undefined) return false;
    this.#see(written);
    this.#renewedAt = sentAt;
    return true;
  }

  /** When the Lease may be taken, by what was seen here: the clocks of others do not count. */
  get #freeAt(): number {
    if (this.#seen === undefined || this.#seen.holder === '') return -Infinity;
    return this.#seenAt + this.#seen.durationSeconds * 1_000;
  }

  #see(found: ReadLease): void {
    if (found.version === this.#seen?.version) return;
    const before = this.#seen?.holder;
    this.#seen = found;
    this.#seenAt = this.#options.clock.now();
    const { holder } = found;
    if (holder !== '' && holder !== before && holder !== this.#options.identity) {
      this.#tell({ type: 'following', leader: holder });
    }
  }

  async #release(): Promise<void> {
    const { api, lease, clock, timeOfDay, renewDeadlineMs } = this.#options;
    this.#isLeading = false;
    const { acquired = '', transitions = 0, version } = this.#seen ?? {};
    try {
      const time = timeOfDay();
      const record = { holder: '', durationSeconds: 1, acquired, transitions };
      await this.#within(clock.now() + renewDeadlineMs, (signal) =>
        writeLease(api, lease, record, { version, time, signal }),
      );
      this.#tell({ type: 'released' });
    } catch (error) {
      this.#tell({ type: 'trouble', error });
    }
  }

  /** Gives work up at a deadline. */
  async #within<T>(deadline: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock } = this.#options;
    const late = new AbortController();
    const done = new AbortController();
    clock.sleep(Math.max(0, deadline - clock.now()), done.signal).then(
      () => late.abort(new Error('it took too long')),
      () => undefined,
    );
    try {
      return await work(late.signal);
    } finally {
      done.abort();
    }
  }

  async #sleep(ms: number, stop: AbortSignal): Promise<void> {
    try {
      await this.#options.clock.sleep(ms, stop);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  }

  #tell(event: LeaderEvent): void {
    this.#options.onEvent?.(event);
  }
}
