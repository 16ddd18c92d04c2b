import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Skip } from './client.ts';

/** A path in this folder. */
export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where what is installed and compiled is kept between runs. */
export const CACHE = here('.cache');

interface Options {
  readonly cwd?: string;
  /** It is ended after so long, and skipped. Default: no limit. */
  readonly withinMs?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * What a command prints that prepares a client.
 *
 * @throws Skip if the command is not there, or takes too long; Error if it fails
 */
export async function output(command: string, args: readonly string[], options: Options = {}): Promise<string> {
  const env = { ...process.env, ...options.env };
  const { cwd = here('.'), withinMs } = options;
  // Node.js takes whole milliseconds alone.
  const timeout = withinMs === undefined ? undefined : Math.ceil(withinMs);
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, env, timeout, maxBuffer: 1 << 26 });
    return stdout.trim();
  } catch (error) {
    // What execFile rejects with has the code of a command that is not there, and what another printed.
    const failed = error as Error & { readonly code?: unknown; readonly killed?: boolean; readonly stderr?: string };
    const { code, killed, stderr = failed.message } = failed;
    if (code === 'ENOENT') throw new Skip(`there is no ${command}`);
    if (killed === true && timeout !== undefined) throw new Skip(`there was no time for ${command} ${args[0] ?? ''}`);
    throw new Error(`${[command, ...args].join(' ')}:\n${stderr.trim()}`, { cause: error });
  }
}

/**
 * What a command prints that shows whether this machine has what a client needs.
 *
 * @throws Skip if it is not there, or fails
 */
export async function probe(command: string, args: readonly string[], options: Options = {}): Promise<string> {
  try {
    return await output(command, args, options);
  } catch (error) {
    if (error instanceof Skip || !(error instanceof Error)) throw error;
    throw new Skip(error.message.split('\n').slice(0, 2).join(' '));
  }
}
