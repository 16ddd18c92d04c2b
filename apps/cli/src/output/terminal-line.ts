import type { ProgressDisplay } from '../io.ts';
import { terminalSize } from './terminal-size.ts';

/** What is needed of a stream to draw on. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The last line of a terminal; `undefined` where the stream is none. */
export function terminalLine(stream: Terminal): ProgressDisplay | undefined {
  if (stream.isTTY !== true) return undefined;
  let isDrawn = false;
  const draw = (line: string): void => {
    // To the first column, and erase to the end of the line.
    stream.write(`\r${line}\u001B[K`);
    isDrawn = line !== '';
  };
  return {
    columns: () => terminalSize(stream).columns,
    show: draw,
    clear: () => {
      if (isDrawn) draw('');
    },
  };
}
