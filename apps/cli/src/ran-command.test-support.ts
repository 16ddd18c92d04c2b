import type { Io } from './io.ts';
import { plainStyle } from './output/style.ts';
import { runCommand } from './run-command.ts';

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly remarks: readonly string[];
}

/** Runs a command line in this process. */
export async function ranCommand(argv: readonly string[], world: Pick<Io, 'ask' | 'environment'> = {}): Promise<Ran> {
  const out: string[] = [];
  const remarks: string[] = [];
  const code = await runCommand(argv, {
    print: (line) => void out.push(line),
    remark: (line) => void remarks.push(line),
    style: plainStyle,
    ...world,
  });
  return { code, out: out.join('\n'), remarks };
}
