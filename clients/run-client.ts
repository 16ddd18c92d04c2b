import type { Simulator } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { Client, Program, Step } from './client.ts';
import { CALL_CHECKS } from './call-checks.ts';

const TIME_LIMIT_MS = 5 * 60_000;

/** Runs a program against a simulator of its own, which wants credentials. */
export async function runClient(client: Client, program: Program): Promise<readonly Step[]> {
  const simulator = createSimulator({ auth: 'required' });
  const server = await listen(simulator);
  try {
    const child = spawn(program.command, program.args, {
      cwd: import.meta.dirname,
      env: environment(program, server.url),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIME_LIMIT_MS,
    });
    const [printed, complaints, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return [...stepsIn(printed), endOf(status, complaints), ...callChecksOf(client, simulator), leaksOf(simulator)];
  } finally {
    await server.close();
  }
}

/** Nothing of this machine's credentials and settings reaches the program. */
function environment(program: Program, endpoint: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  const metadataHost = new URL(endpoint).host;
  return {
    PATH,
    HOME,
    GCE_ENDPOINT: endpoint,
    GCE_METADATA_HOST: metadataHost,
    // Where google-auth for Python looks first whether there is a metadata server.
    GCE_METADATA_IP: metadataHost,
    ...program.env?.(endpoint),
  };
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

function callChecksOf({ cannot = {} }: Client, simulator: Simulator): Step[] {
  const calls = simulator.calls.list();
  return CALL_CHECKS.filter(({ title }) => !Object.hasOwn(cannot, title)).map(({ title, isSeenIn }) => ({
    title: `the simulator saw ${title}`,
    passed: isSeenIn(calls),
    detail: '',
  }));
}

function leaksOf(simulator: Simulator): Step {
  const leaks = simulator.calls.leaks().map(({ path }) => path);
  return { title: 'nothing is left', passed: leaks.length === 0, detail: leaks.join('\n') };
}
