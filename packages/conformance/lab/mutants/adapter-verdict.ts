import { runConformance } from '../../src/index.ts';
import { INSTANCES, simulatedCloud, ZONE } from '../simulated-cloud.ts';
import type { WholeCloud } from '../whole-cloud.ts';
import type { AdapterMutation } from './adapter-mutants.ts';
import type { Verdict } from './verdict.ts';

/** Tries the laws for clouds on a broken adapter. */
export async function adapterVerdict(name: string, mutation: AdapterMutation, seed: number): Promise<Verdict> {
  const makeCloud = async (): Promise<WholeCloud> => {
    const sound = simulatedCloud({ pageSize: 2 });
    return { ...sound, ...mutation(sound) };
  };
  const { failure, histories } = await runConformance(makeCloud, {
    seed,
    numRuns: 500,
    zone: ZONE,
    instances: INSTANCES,
  });
  const isCaught = failure?.law !== undefined;
  return {
    name,
    histories,
    ...(isCaught && { law: failure.law, steps: failure.history.steps.length, message: failure.message }),
  };
}
