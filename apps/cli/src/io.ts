import type { Style } from './output/style.ts';

/** The last line of a terminal. */
export interface ProgressDisplay {
  /** Width of the terminal. */
  columns(): number;
  /** Draws the line, over the one before. */
  show(line: string): void;
  /** Takes the line away. */
  clear(): void;
}

/** Lines of a terminal that are drawn over and over. */
export interface Screen {
  /** Draws lines over those before; what is too wide or too long for the terminal is cut. */
  show(lines: readonly string[]): void;
}

/** The world a command may speak to. What it reads from files and clouds comes through its flags. */
export interface Io {
  /** Writes one line to standard output. */
  readonly print: (line: string) => void;
  /** Writes one line about the run to standard error: remarks, and what the output does not say. */
  readonly remark: (line: string) => void;
  readonly style: Style;
  /** Asks a person, who answers yes or no; absent where nobody is there to ask. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** A line that is drawn over and over; absent where there is no terminal. */
  readonly progress?: ProgressDisplay;
  /** Lines of standard output that are drawn over and over; absent where it is no terminal. */
  readonly screen?: Screen;
  /** Variables by which flags may be given; none by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}
