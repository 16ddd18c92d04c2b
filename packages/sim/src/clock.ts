/** How virtual time passes. */
export type ClockMode =
  /** The default. Every mutation takes a millisecond; a read jumps to the end of whatever is running in its project. */
  | 'instant'
  /** Time stands still but for `advance`. */
  | 'manual'
  /** Time is the machine's. */
  | 'real';

/** The simulator's clock. */
export interface Clock {
  readonly mode: ClockMode;
  /** Virtual time, in milliseconds since the epoch. */
  now(): number;
  /**
   * Moves time forward and completes the operations that are due on the way.
   *
   * @param ms milliseconds, not negative
   */
  advance(ms: number): void;
}
