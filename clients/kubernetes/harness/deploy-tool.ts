import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { variableOf } from './compiled-tools.ts';
import type { Tool } from './compiled-tools.ts';

/** A file or folder of `deploy`. */
export const inDeploy = (path: string): string => fileURLToPath(new URL(`../../../deploy/${path}`, import.meta.url));

/** What a tool came to. */
export interface Ran {
  readonly isGood: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a tool in `deploy`. */
export type Run = (args: readonly string[], input?: string) => Promise<Ran>;

/** Runs a tool; `undefined` where it was not compiled: whoever has started the tests was told why. */
export function deployTool(tool: Tool): Run | undefined {
  const file = process.env[variableOf(tool)];
  if (file === undefined) return undefined;
  return (args, input = '') => {
    const running = promisify(execFile)(file, args, { cwd: inDeploy('.'), maxBuffer: 1 << 26 });
    running.child.stdin?.end(input);
    return running.then(
      ({ stdout, stderr }) => ({ isGood: true, stdout, stderr }),
      // What execFile rejects with has what was printed.
      (error: unknown) => ({ isGood: false, ...(error as { readonly stdout: string; readonly stderr: string }) }),
    );
  };
}
