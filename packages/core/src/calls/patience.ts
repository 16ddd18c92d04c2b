/** A used-up quota of calls lasts a minute, and when it is over everybody comes at once. */
export const PATIENCE_MS = 150_000;

/**
 * How long the failures of a group of calls are outlasted, all calls together: from the first failure since a call succeeded. It
 * has no clock: times are parameters.
 */
export class Patience {
  readonly #totalMs: number;
  #failingSince: number | undefined;

  constructor(totalMs: number) {
    this.#totalMs = totalMs;
  }

  /**
   * A call has failed.
   *
   * @param callFailingSince When this call failed for the first time: others may have succeeded meanwhile.
   * @returns whether it may be repeated after a pause of so long.
   */
  allows(pauseMs: number, now: number, callFailingSince: number): boolean {
    this.#failingSince ??= now;
    return this.#totalMs > 0 && now + pauseMs - Math.min(this.#failingSince, callFailingSince) <= this.#totalMs;
  }

  /** A call succeeded, or all is begun anew. */
  renew(): void {
    this.#failingSince = undefined;
  }
}
