import type { CallRecord, Leak } from '@gcepool/sim';
import { CALL_CHECKS } from './call-checks.ts';
import type { Client, Program, Step } from './client.ts';
import { hostileMachine } from './hostile-machine.ts';
import { endOf, runProgram } from './run-program.ts';
import { serveSimulator } from './served-simulator.ts';

/** Runs a program against a simulator of its own, which wants credentials unless its client is not to send any. */
export async function runClient(client: Client, program: Program): Promise<readonly Step[]> {
  const machine = await hostileMachine(program.way !== 'exec' && program.way.env === 'gcloud');
  const flags = program.isWithoutToken === true ? [] : ['--auth', 'required'];
  const simulator = await serveSimulator(flags, machine.variables);
  try {
    const ended = await runProgram(program, simulator, machine.variables);
    return [
      ...stepsIn(ended.printed),
      endOf(ended),
      ...machine
        .steps(ended.printed + ended.complaints)
        .filter(({ title }) => !Object.hasOwn(client.cannot ?? {}, title)),
      ...callChecksOf(client, await simulator.calls()),
      leaksOf(client, await simulator.leaks()),
    ];
  } finally {
    await simulator.stop();
    await machine.remove();
  }
}

/** Programs report as the Test Anything Protocol has it: `ok - title`, `not ok - title`, and why. */
function stepsIn(printed: string): Step[] {
  return printed.split(/^(?=(?:not )?ok\b)/m).flatMap((part) => {
    const [, not, title = '', detail = ''] = /^(not )?ok - (.*)\n?([^]*)$/.exec(part) ?? [];
    return title === '' ? [] : [{ title, passed: not === undefined, detail: detail.trim() }];
  });
}

function callChecksOf({ checks = CALL_CHECKS, cannot = {} }: Client, calls: readonly CallRecord[]): Step[] {
  return checks
    .filter(({ title }) => !Object.hasOwn(cannot, title))
    .map(({ title, isSeenIn }) => ({
      title: `the simulator saw ${title}`,
      passed: isSeenIn(calls),
      detail: '',
    }));
}

function leaksOf({ leaves = [] }: Client, leaks: readonly Leak[]): Step {
  const left = leaks.map(({ path }) => path).filter((path) => !leaves.includes(path.split('/').at(-2) ?? ''));
  return { title: 'nothing is left', passed: left.length === 0, detail: left.join('\n') };
}
