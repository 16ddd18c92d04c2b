/** Tells the time, lets it pass, and throws dice; given by the caller, for the pool has none of these of its own. */
export interface Clock {
  /** Milliseconds since any fixed moment. `Date` itself is a clock. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds, or rejects when `signal` aborts. Without it nothing is waited for: calls are neither
   * repeated nor slowed down.
   */
  sleep?(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 up to 1, such as `Math.random`; never the same row of numbers in two processes. Without it pauses are not spread, and the cloud's adapter makes ids. */
  random?(): number;
}
