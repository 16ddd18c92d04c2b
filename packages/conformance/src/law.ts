import fc from 'fast-check';

/**
 * Gives the cloud under test to one run of a law. It may be the same one each time: every law deletes what it made when a
 * run ends, and looks at nothing but what it made.
 */
export type MakeCloud<C> = () => Promise<C>;

/** How a law is tried. What is left out is as `fc.configureGlobal` says, else fast-check's default. */
export interface LawOptions {
  /** How many random cases are tried. */
  readonly numRuns?: number;
  /** The same seed gives the same cases; a failure prints it. */
  readonly seed?: number;
  /** From the report of a failure, to begin with the case that failed; needs its `seed`. */
  readonly path?: string;
}

/** Tries a property. @throws Error that tells the smallest case found in which it does not hold, and how to see it again. */
export async function hold<Ts extends [unknown, ...unknown[]]>(
  property: fc.IAsyncProperty<Ts>,
  options: LawOptions = {},
): Promise<void> {
  await fc.assert(property, options);
}
