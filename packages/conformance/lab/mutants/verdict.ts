/** What became of a mutant. */
export interface Verdict {
  readonly name: string;
  /** How many histories or worlds were run, those of shrinking included. */
  readonly histories: number;
  /** The law that caught it; absent where it survived. */
  readonly law?: string;
  /** How many steps the smallest history had that caught it. */
  readonly steps?: number;
  readonly message?: string;
}
