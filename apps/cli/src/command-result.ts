import type { Style } from './output/style.ts';

/** What a command leaves behind: one document, and the same said to a person. */
export interface CommandResult {
  /** Printed whole by `--output json`; its keys are an interface. */
  readonly document: object;
  readonly lines: (style: Style) => readonly string[];
  /** What did not work, in one line; the command then ends with status 1. */
  readonly failure?: string;
  /** Status of a command that did what it was asked for, where that is not 0. */
  readonly exitCode?: 2;
}

/** Prints what a command leaves behind, in the form that was asked for. */
export type Finish = (result: CommandResult | undefined, output: 'text' | 'json') => void;
