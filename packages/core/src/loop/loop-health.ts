/** State of a {@link ReconcileLoop}. Times are those of its clock, in milliseconds. */
export interface LoopHealth {
  /**
   * - `waiting`: for the next run;
   * - `running`: one is under way;
   * - `backingOff`: the last one failed, and the next waits;
   * - `standingBy`: another process does the work;
   * - `stopped`.
   */
  readonly state: 'waiting' | 'running' | 'backingOff' | 'standingBy' | 'stopped';
  /** Runs that have begun. */
  readonly runs: number;
  /** Runs that have failed since the last one that did not. */
  readonly failures: number;
  /** When the run under way began; absent while there is none. */
  readonly runningSince?: number;
  readonly lastSuccessAt?: number;
  readonly lastFailureAt?: number;
  /** Of the last run, where that failed. */
  readonly lastError?: unknown;
}

/** Limits of a healthy loop. */
export interface HealthLimits {
  /** A run that takes longer is stuck, in milliseconds; an hour by default. */
  readonly longestRunMs?: number | undefined;
  /** So many runs in a row may fail; 3 by default. */
  readonly failures?: number | undefined;
}

/** True if no run is stuck, and the loop has not ended: a liveness probe. Pure. */
export function isAlive({ state, runningSince }: LoopHealth, now: number, limits: HealthLimits = {}): boolean {
  const { longestRunMs = 3_600_000 } = limits;
  return state !== 'stopped' && now - (runningSince ?? now) <= longestRunMs;
}

/** True if a run has succeeded, and not too many have failed since: a readiness probe. Pure. */
export function isReady({ state, failures, lastSuccessAt }: LoopHealth, limits: HealthLimits = {}): boolean {
  if (state === 'standingBy') return true;
  return state !== 'stopped' && lastSuccessAt !== undefined && failures <= (limits.failures ?? 3);
}
