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
  /** How much of the processor it has had, in milliseconds: what else the machine does changes that little. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** Linux counts in hundredths of a second, whatever the machine. */
const MS_OF_TICK = 10;

/** Starts a script of Node that prints where it listens. */
export async function startServer(args: readonly string[]): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('a pipe was asked for');
  const [line] = await once(child.stdout, 'data');
  const url = /listening on (\S+)/.exec(String(line))?.[1] ?? '';
  const { pid } = child;
  if (pid === undefined) throw new Error('a process that says something has an id');
  const ofProcess = (file: string): string => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  return {
    url,
    pid,
    port: Number(new URL(url).port),
    rss: () => Number(/VmRSS:\s+(\d+)/.exec(ofProcess('status'))?.[1]) / 1024,
    cpuMs: () => {
      // The first field after the name of the program, which is in brackets, is the third (proc_pid_stat(5)).
      const fields = ofProcess('stat').split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * MS_OF_TICK;
    },
    stop: async () => {
      child.kill();
      await once(child, 'close');
    },
  };
}
