import { stripVTControlCharacters } from 'node:util';
import type { Screen } from '../io.ts';
import type { Terminal } from './terminal-line.ts';
import { terminalSize } from './terminal-size.ts';

/** What is needed of a terminal to draw several lines on. */
export type TallTerminal = Terminal & { readonly rows?: number };

/** The last lines of a terminal; `undefined` where the stream is none, or one that cannot move its cursor. */
export function terminalScreen(
  stream: TallTerminal,
  environment: Readonly<Record<string, string | undefined>>,
): Screen | undefined {
  if (stream.isTTY !== true || environment['TERM'] === 'dumb') return undefined;
  let drawn = 0;
  return {
    show: (lines) => {
      const { columns, rows } = terminalSize(stream);
      const fitting = fitted(lines, rows - 1).map((line) => cut(line, columns));
      // Up to the first line, each line anew to its end, and nothing below.
      const up = drawn === 0 ? '' : `\u001B[${drawn}A`;
      stream.write(`${up}\r${fitting.map((line) => `${line}\u001B[K\n`).join('')}\u001B[J`);
      drawn = fitting.length;
    },
  };
}

function fitted(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  const shown = Math.max(0, most - 1);
  return [...lines.slice(0, shown), `and ${lines.length - shown} more lines`];
}

/** Where a line may be cut: between what moves or paints and what is seen. */
const PARTS = new RegExp(`\u001B${String.raw`\[[\d;]*m|.`}`, 'gsu');

/** A line of no more than so many columns; what it is painted with ends with it. Pure. */
export function cut(line: string, columns: number): string {
  if (stripVTControlCharacters(line).length <= columns) return line;
  let [kept, width] = ['', 0];
  for (const [part] of line.matchAll(PARTS)) {
    const isPaint = part.startsWith('\u001B');
    if (!isPaint && (width += 1) >= columns) return `${kept}…${line.includes('\u001B') ? '\u001B[0m' : ''}`;
    kept += part;
  }
  return kept;
}
