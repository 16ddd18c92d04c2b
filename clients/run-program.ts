import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Program, Step } from './client.ts';
import type { ServedSimulator } from './served-simulator.ts';
import { gcepool } from './served-simulator.ts';

const TIME_LIMIT_MS = 10 * 60_000;

/** What came of a program. */
interface Ended {
  readonly printed: string;
  readonly complaints: string;
  /** Null where it was killed. */
  readonly status: number | null;
}

/**
 * Runs a program against a simulator until it ends.
 *
 * @param machine all that it has of the machine
 */
export async function runProgram(
  program: Program,
  simulator: ServedSimulator,
  machine: NodeJS.ProcessEnv,
): Promise<Ended> {
  const [command, ...args] =
    program.way === 'exec'
      ? gcepool('exec', '--url', simulator.url, '--', program.command, ...program.args)
      : [program.command, ...program.args];
  const child = spawn(command, args, {
    cwd: import.meta.dirname,
    env: await environment(program, simulator, machine),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIME_LIMIT_MS,
  });
  const [printed, complaints, ended] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  // As it is emitted: a status, or else the signal that ended it.
  const [status] = ended as [number | null];
  return { printed, complaints, status };
}

/** Of the machine there is what it is said to be, and nothing else. */
async function environment(
  { way, env }: Program,
  simulator: ServedSimulator,
  machine: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  if (way === 'exec') return { ...machine, ...env };
  const printed = await simulator.environmentOf(way.env, way.apiVersion ?? 'v1');
  return { ...machine, GCE_ENDPOINT: simulator.url, ...env, ...printed };
}

/** That a program ended with status 0. */
export const endOf = ({ status, complaints }: Ended): Step => ({
  title: 'the program ends well',
  passed: status === 0,
  detail: status === 0 ? '' : `exit status ${String(status)}\n${complaints.trim().slice(-2000)}`,
});
