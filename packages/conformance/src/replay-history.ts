import type { ConformanceOptions } from './conformance-options.ts';
import type { ConformingCloud } from './history/collection-calls.ts';
import { readHistory } from './history/history.ts';
import { runSteps } from './history/run-steps.ts';
import { prepareCloud } from './prepare-cloud.ts';

/**
 * Does the steps of a history to a cloud, and compares it with the model at each. What the steps make is deleted.
 *
 * @param history as a failure gives it, or the JSON that was kept of it.
 * @throws LawBrokenError that tells the law and the step; TypeError for what is no history, naming the field
 */
export async function replayHistory(
  cloud: ConformingCloud,
  history: unknown,
  options?: Omit<ConformanceOptions, 'numRuns' | 'seed' | 'path' | 'kinds' | 'maxSteps'>,
): Promise<void> {
  const { steps } = readHistory(history);
  await runSteps(await prepareCloud(cloud, options), steps);
}
