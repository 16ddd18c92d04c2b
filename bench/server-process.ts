import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  readonly url: string;
  readonly pid: number;
  /** Resident memory, in MB. */
  rss(): number;
  stop(): Promise<void>;
}

/** Starts a script of Node that prints where it listens. */
export async function startServer(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...variables },
  });
  if (child.stdout === null) throw new Error('a pipe was asked for');
  const [line] = await once(child.stdout, 'data');
  const url = /listening on (\S+)/.exec(String(line))?.[1] ?? '';
  const { pid } = child;
  if (pid === undefined) throw new Error('a process that says something has an id');
  return {
    url,
    pid,
    port: Number(new URL(url).port),
    rss: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: async () => {
      child.kill();
      await once(child, 'close');
    },
  };
}
