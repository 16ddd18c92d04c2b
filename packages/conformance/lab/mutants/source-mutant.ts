/** A mistake in a source file, and the tests that have to notice it. */
export interface SourceMutant {
  /** From the root of the repository; `from` is in it once. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** A test file, from the root of the repository. */
  readonly tests: string;
  /** Which of its tests, by a part of their names; all by default. */
  readonly named?: string;
}
