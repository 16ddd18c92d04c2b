import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** A server in a process of its own, which ends with this one: its standard input is held open here. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #log: string;
  readonly #ended: Promise<unknown>;

  /** @param log the file that what it prints is appended to */
  constructor(command: string, args: readonly string[], log: string) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#log = log;
    const file = createWriteStream(log, { flags: 'a' });
    this.#child.stdout?.pipe(file, { end: false });
    this.#child.stderr?.pipe(file, { end: false });
    this.#ended = once(this.#child, 'close').finally(() => file.end());
  }

  /** Resolves when `isReady` does to true. @throws Error with what it printed last, where it ends before. */
  async ready(isReady: () => Promise<boolean>): Promise<this> {
    // Who listens in its place may never answer.
    const ended = this.#ended.then(() => false);
    while (!(await Promise.race([isReady().catch(() => false), ended]))) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`${this.#child.spawnfile} has ended:\n${(await readFile(this.#log, 'utf8')).slice(-4_000)}`);
      }
      await pause(50);
    }
    return this;
  }

  async memoryMb(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
  }

  /** Ends it as if its machine lost power. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
