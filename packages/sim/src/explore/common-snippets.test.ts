import { expect, test } from 'vitest';
import { drainAndDelete, rollingUpdate, shop } from '../../test/common-snippets.ts';
import { naiveMachine } from '../../test/explored-programs.ts';
import { createSimulator } from '../simulator.ts';
import { ends, explore, ExplorationError, honestSuccess, noLeaks } from './index.ts';
import type { Exploration, Program } from './index.ts';

/* What docs/explore.md tells of common programs. */

async function explorationOf(program: Program): Promise<Exploration> {
  const simulator = createSimulator();
  if (program !== naiveMachine) await shop(simulator.fetch);
  const invariant = [ends(), honestSuccess(), noLeaks()];
  // Each single fault and crash, and some pairs.
  const options = { hosts: 'left', simulator, invariant, budget: { runs: 60 } } as const;
  const error: unknown = await explore(program, options).catch((thrown: unknown) => thrown);
  if (error instanceof ExplorationError) return error.exploration;
  throw error;
}

/** How many schedules break each invariant. */
const brokenBy = ({ findings }: Exploration): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { invariant, alsoBy } of findings) counts[invariant] = (counts[invariant] ?? 0) + 1 + alsoBy.length;
  return counts;
};

test.each([
  ['create a machine and wait', naiveMachine, { noLeaks: 24, ends: 2, honestSuccess: 1 }],
  ['rolling update', rollingUpdate, { noLeaks: 24, ends: 2, honestSuccess: 1 }],
  ['drain and delete', drainAndDelete, { ends: 2, honestSuccess: 1 }],
])('%s', async (_, program, expected) => {
  const exploration = await explorationOf(program);
  const { covered } = exploration;
  expect(covered.faults.run + covered.crashes.run).toBe(covered.faults.of + covered.crashes.of);
  expect(brokenBy(exploration)).toEqual(expected);
});
