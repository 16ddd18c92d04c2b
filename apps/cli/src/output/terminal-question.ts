import { createInterface } from 'node:readline/promises';
import type { Io } from '../io.ts';

type Terminal<Stream> = Stream & { readonly isTTY?: boolean };

/** Asks the person at a terminal; `undefined` where there is none. All but `y` and `yes` is a no, and so is the end of input. */
export function terminalQuestion(
  input: Terminal<NodeJS.ReadableStream>,
  output: Terminal<NodeJS.WritableStream>,
): Io['ask'] {
  if (input.isTTY !== true || output.isTTY !== true) return undefined;
  return async (question) => {
    const lines = createInterface({ input, output });
    const end = new AbortController();
    lines.once('close', () => end.abort());
    try {
      return /^y(?:es)?$/i.test((await lines.question(`${question} [y/N] `, { signal: end.signal })).trim());
    } catch {
      return false;
    } finally {
      lines.close();
    }
  };
}
