import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a replica prints, a line each. */
export interface ReplicaEvent {
  readonly event: string;
  readonly error?: string;
  readonly reasons?: readonly string[];
  /** When it was printed, by `performance.now()` of this process. */
  readonly at: number;
}

/** The command's file. */
export const bin = fileURLToPath(new URL('../../../apps/cli/bin/gcepool.js', import.meta.url));

/** `gcepool controller` in a process of its own. */
export class Replica {
  readonly events: ReplicaEvent[] = [];
  readonly remarks: string[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #waiting: (() => void)[] = [];

  /** @param flags of Node.js */
  constructor(args: readonly string[], flags: readonly string[] = []) {
    const command = [...flags, '--conditions=@gcepool/source', bin, 'controller', ...args, '--output', 'json'];
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      // With --output json each line is an event.
      this.events.push({ ...(JSON.parse(line) as Omit<ReplicaEvent, 'at'>), at: performance.now() });
      this.#look();
    });
    createInterface({ input: child.stderr }).on('line', (line) => this.remarks.push(line));
    this.#ended = once(child, 'close').then(() => this.#look());
  }

  /** How many events there were; what {@link said} waits for from now on comes after them. */
  get now(): number {
    return this.events.length;
  }

  /** Resolves to the first event for which `holds`, from the `since`th on. @throws Error where it ends before. */
  said(holds: string | ((event: ReplicaEvent) => boolean), since = 0): Promise<ReplicaEvent> {
    const isIt = typeof holds === 'string' ? ({ event }: ReplicaEvent): boolean => event === holds : holds;
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = this.events.slice(since).find((event) => isIt(event));
        if (found === undefined && !this.#hasEnded) return;
        this.#waiting = this.#waiting.filter((each) => each !== check);
        if (found !== undefined) resolve(found);
        else
          reject(
            new Error(
              `it has ended:\n${[...this.events.map((event) => JSON.stringify(event)), ...this.remarks].join('\n')}`,
            ),
          );
      };
      this.#waiting.push(check);
      check();
    });
  }

  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    this.#child.kill(signal);
  }

  /** Ends it, and resolves when it has ended. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    this.signal(signal);
    await this.#ended;
  }

  /** What it holds in memory, and has held at most. */
  async memoryMb(): Promise<{ readonly now: number; readonly most: number }> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    const of = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
    return { now: of('VmRSS'), most: of('VmHWM') };
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #look(): void {
    for (const check of this.#waiting) check();
  }
}
