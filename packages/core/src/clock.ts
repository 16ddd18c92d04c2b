/** Tells the time; given by the caller, for the pool reads no clock of its own. */
export interface Clock {
  /** Milliseconds since any fixed moment. `Date` itself is a clock. */
  now(): number;
}
