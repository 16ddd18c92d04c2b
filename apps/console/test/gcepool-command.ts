import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../cli/bin/gcepool.js', import.meta.url));

/** What the command brings along to try it with. */
export const example = (name: string): string => fileURLToPath(new URL(`../../cli/examples/${name}`, import.meta.url));

/** The command of this repository, from its sources, in a process of its own, which works in a folder. */
export const startGcepool = (args: readonly string[], cwd: string = process.cwd()): ChildProcess =>
  spawn(process.execPath, ['--conditions=@gcepool/source', COMMAND, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Runs the command to its end. @throws Error where that is another than it should be */
export async function ranGcepool(args: readonly string[], expected = 0, cwd: string = process.cwd()): Promise<void> {
  const child = startGcepool(args, cwd);
  child.stdout?.resume();
  child.stderr?.resume();
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== expected) throw new Error(`gcepool ${args.join(' ')} ended with status ${String(status)}.`);
}
