import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

/** How much of what a program says of its end is kept. */
const LONGEST = 4000;

/**
 * Runs a program until it ends, or kills it and all that it has started.
 *
 * @param isShown whether what it prints is shown
 * @throws Error with its status and what it said of an error, where that is not 0
 */
export async function runKillable(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  killed: AbortSignal,
  isShown: boolean,
): Promise<void> {
  const output = isShown ? 'inherit' : 'ignore';
  // A group of its own, which is killed as one.
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', output, 'pipe'] });
  const kill = (): void => killGroup(child);
  // Nor does it outlive this process.
  process.once('exit', kill);
  killed.addEventListener('abort', kill, { once: true });
  // What it has left running belongs to no run, and may hold on to what is read here.
  child.once('exit', kill);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-LONGEST);
    if (isShown) process.stderr.write(text);
  });
  try {
    // As it is emitted: a status, or else the signal that ended it.
    const closed = once(child, 'close').catch((error: unknown) => {
      const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      throw isAbsent ? new Error(`there is no program ${program}`, { cause: error }) : error;
    });
    const [status, signal] = (await closed) as [number | null, NodeJS.Signals | null];
    if (status === 0) return;
    throw new Error(`${signal ?? `status ${status}`}${reasonIn(said)}`);
  } finally {
    process.off('exit', kill);
    killed.removeEventListener('abort', kill);
  }
}

/** The last line that speaks of an error, or else the last one. */
function reasonIn(said: string): string {
  const lines = said.split('\n').flatMap((line) => line.trim() || []);
  const line = lines.findLast((one) => /\b\w*error\b/i.test(one)) ?? lines.at(-1);
  return line === undefined ? '' : `: ${line}`;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    // Windows has no groups of processes; taskkill finds those that it started by their parents.
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // There is nobody left in it.
  }
}
