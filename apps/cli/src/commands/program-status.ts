import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { Failure } from '../failure.ts';

/**
 * Runs a program in the place of this one, and resolves to the status it ends with. A terminal sends its signals to the program too,
 * which decides what comes of them; others are passed on.
 *
 * @param absent what is said where there is no such program
 */
export function programStatus(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  absent: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: 'inherit' });
    const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
    const wait = (): void => undefined;
    process.on('SIGINT', wait).on('SIGTERM', passOn).on('SIGHUP', passOn);
    const end = (): void => void process.off('SIGINT', wait).off('SIGTERM', passOn).off('SIGHUP', passOn);
    child.once('error', (error: NodeJS.ErrnoException) => {
      end();
      const message = error.code === 'ENOENT' ? absent : `${program} cannot be run: ${error.message}`;
      reject(new Failure(1, message, { cause: error }));
    });
    child.once('close', (code, signal) => {
      end();
      // As shells have it for what a signal has ended.
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
