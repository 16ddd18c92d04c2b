import type { Io } from '../io.ts';

/** Where a person may sit. It is opened when somebody is asked: few commands ask, and all would wait for it. */
export interface Keyboard {
  readonly isTTY: boolean;
  readonly open: () => NodeJS.ReadableStream;
}

/** Asks the person at a terminal; `undefined` where there is none. All but `y` and `yes` is a no, and so is the end of input. */
export function terminalQuestion(
  keyboard: Keyboard,
  output: NodeJS.WritableStream & { readonly isTTY?: boolean },
): Io['ask'] {
  if (!keyboard.isTTY || output.isTTY !== true) return undefined;
  return async (question) => {
    const { createInterface } = await import('node:readline/promises');
    const lines = createInterface({ input: keyboard.open(), output });
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
