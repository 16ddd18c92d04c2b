import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { CallRecord, Leak } from '@gcepool/sim';
import { CALL_CHECKS } from './call-checks.ts';
import type { Client, Program, Step } from './client.ts';
import type { HostileMachine } from './hostile-machine.ts';
import { hostileMachine } from './hostile-machine.ts';
import type { ServedSimulator } from './served-simulator.ts';
import { gcepool, serveSimulator } from './served-simulator.ts';

const TIME_LIMIT_MS = 10 * 60_000;

/** Runs a program against a simulator of its own, which wants credentials unless its client is not to send any. */
export async function runClient(client: Client, program: Program): Promise<readonly Step[]> {
  const machine = await hostileMachine(program.way !== 'exec' && program.way.env === 'gcloud');
  const flags = program.isWithoutToken === true ? [] : ['--auth', 'required'];
  const simulator = await serveSimulator(flags, machine.variables);
  try {
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
    const [printed, complaints, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return [
      ...stepsIn(printed),
      endOf(status, complaints),
      ...machine.steps(printed + complaints).filter(({ title }) => !Object.hasOwn(client.cannot ?? {}, title)),
      ...callChecksOf(client, await simulator.calls()),
      leaksOf(await simulator.leaks()),
    ];
  } finally {
    await simulator.stop();
    await machine.remove();
  }
}

/** Of the machine there is what is hostile, and nothing else. */
async function environment(
  { way, env }: Program,
  simulator: ServedSimulator,
  { variables }: HostileMachine,
): Promise<NodeJS.ProcessEnv> {
  if (way === 'exec') return { ...variables, ...env };
  const printed = await simulator.environmentOf(way.env, way.apiVersion ?? 'v1');
  return { ...variables, GCE_ENDPOINT: simulator.url, ...env, ...printed };
}

/** Programs report as the Test Anything Protocol has it: `ok - title`, `not ok - title`, and why. */
function stepsIn(printed: string): Step[] {
  return printed.split(/^(?=(?:not )?ok\b)/m).flatMap((part) => {
    const [, not, title = '', detail = ''] = /^(not )?ok - (.*)\n?([^]*)$/.exec(part) ?? [];
    return title === '' ? [] : [{ title, passed: not === undefined, detail: detail.trim() }];
  });
}

const endOf = (status: unknown, complaints: string): Step => ({
  title: 'the program ends well',
  passed: status === 0,
  detail: status === 0 ? '' : `exit status ${String(status)}\n${complaints.trim().slice(-2000)}`,
});

function callChecksOf({ cannot = {} }: Client, calls: readonly CallRecord[]): Step[] {
  return CALL_CHECKS.filter(({ title }) => !Object.hasOwn(cannot, title)).map(({ title, isSeenIn }) => ({
    title: `the simulator saw ${title}`,
    passed: isSeenIn(calls),
    detail: '',
  }));
}

function leaksOf(leaks: readonly Leak[]): Step {
  return { title: 'nothing is left', passed: leaks.length === 0, detail: leaks.map(({ path }) => path).join('\n') };
}
