import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastingState } from '../../packages/sim/test/lasting-state.ts';
import { livedLoadBalancer } from '../../packages/sim/test/lived-load-balancer.ts';
import type { Program, Step } from '../client.ts';
import { CACHE } from '../command.ts';
import { hostileMachine } from '../hostile-machine.ts';
import { endOf, runProgram } from '../run-program.ts';
import { serveSimulator } from '../served-simulator.ts';
import type { PrintedScript } from './printed-scripts.ts';

/** Prints what a load balancer lived through, and makes that ready to run. */
export async function preparePrintedScript({ form, file, prepare }: PrintedScript): Promise<Program> {
  const folder = join(CACHE, 'scripts');
  await mkdir(folder, { recursive: true });
  const path = join(folder, file);
  await writeFile(path, livedLoadBalancer().calls.script({ as: form }));
  return prepare(path);
}

/** Runs what was printed on a fresh simulator, and compares what there is then with what there was. */
export async function runPrintedScript(program: Program, usesGcloud: boolean): Promise<readonly Step[]> {
  const machine = await hostileMachine(usesGcloud);
  const simulator = await serveSimulator(['--auth', 'required'], machine.variables);
  try {
    const ended = await runProgram(program, simulator, machine.variables);
    const made = lastingState(await simulator.snapshot());
    return [
      endOf(ended),
      ...machine.steps(ended.printed + ended.complaints),
      sameAs(made, lastingState(livedLoadBalancer().snapshot())),
    ];
  } finally {
    await simulator.stop();
    await machine.remove();
  }
}

function sameAs(made: unknown, lived: unknown): Step {
  const title = 'there is what there was';
  try {
    assert.deepEqual(made, lived);
    return { title, passed: true, detail: '' };
  } catch (error) {
    return { title, passed: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
