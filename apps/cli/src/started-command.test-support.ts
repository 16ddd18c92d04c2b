import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The command as it is installed. */
export const bin: string = fileURLToPath(new URL('../bin/gcepool.js', import.meta.url));

/** What a process printed, and its status: null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** A command in a process of its own, which does not outlive its test. */
export interface StartedCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Where it says that it listens, a URL. @throws Error with what it printed, where it ends without a word of that */
  readonly listening: () => Promise<string>;
}

/** @param flags of Node.js, beside that by which it reads the sources */
export function startedCommand(
  args: readonly string[],
  { env = {}, flags = [] }: { readonly env?: NodeJS.ProcessEnv; readonly flags?: readonly string[] } = {},
): StartedCommand {
  const child = spawn(process.execPath, [...flags, '--conditions=@gcepool/source', bin, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const closed = once(child, 'close');
  const ended = closed.then((): Ended => ({ code: child.exitCode, out, error }));
  const listening = async (): Promise<string> => {
    for (;;) {
      const [, url] = /listening on (\S+)\n/.exec(out) ?? [];
      if (url !== undefined) return url;
      await Promise.race([once(child.stdout, 'data'), closed]);
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it listens nowhere: ${out}${error}`);
    }
  };
  return { child, ended, listening };
}
