import type { Style } from './output/style.ts';

/** The world a command may speak to. What it reads from files and clouds comes through its flags. */
export interface Io {
  /** Writes one line to standard output. */
  readonly print: (line: string) => void;
  /** Writes one line about the run to standard error: remarks, and what the output does not say. */
  readonly remark: (line: string) => void;
  readonly style: Style;
}
