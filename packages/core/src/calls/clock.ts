/** Time, sleep and randomness, given by the caller: the pool has none of its own. */
export interface Clock {
  /** Milliseconds since any fixed moment. `Date` itself is a clock. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds, or rejects when `signal` aborts. Without it, calls are neither retried nor
   * rate-limited.
   */
  sleep?(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 up to 1, such as `Math.random`; two processes must not get the same sequence. Without it, pauses have no jitter, and the cloud's adapter makes request ids. */
  random?(): number;
}
