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

/** Runs a tool, in `deploy`; `undefined` where it was not compiled here: whoever runs the tests was told why. */
export function deployTool(tool: Tool): ((...args: readonly string[]) => Promise<Ran>) | undefined {
  const file = process.env[variableOf(tool)];
  if (file === undefined) return undefined;
  return async (...args) => {
    const ran = promisify(execFile)(file, args, { cwd: inDeploy('.'), maxBuffer: 1 << 26 });
    return ran.then(
      ({ stdout, stderr }) => ({ isGood: true, stdout, stderr }),
      // What execFile rejects with has what was printed.
      (error: unknown) => ({ isGood: false, ...(error as { readonly stdout: string; readonly stderr: string }) }),
    );
  };
}
