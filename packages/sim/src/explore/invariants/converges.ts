import { tellDifference } from '../end-state.ts';
import { named } from './named.ts';
import type { Invariant, RunEnd } from '../run.ts';
import { stuckPaths } from '../stuck-paths.ts';
import { textOfError } from '../text-of-error.ts';

/**
 * Whatever went wrong: run once more, with no fault, the program ends well, and everything is as it is without a fault. What an
 * operation that never ends holds cannot be put right by anybody, so runs with one are not judged.
 */
export const converges = (): Invariant =>
  named('converges', async (_, run) => {
    if (stuckPaths(run).size > 0) return;
    const again = await run.again();
    const [end] = again.ends;
    if (end !== undefined && end.kind !== 'returned')
      throw new Error(`Run again, without a fault, the program ${endOf(end)}.`);
    const told = tellDifference(again);
    if (told !== undefined)
      throw new Error(
        `Run again, without a fault, the program ends well and not everything is as it should be: ${told}.`,
      );
  });

const endOf = (end: RunEnd): string =>
  end.kind === 'threw'
    ? `fails: ${textOfError(end.error)}`
    : end.kind === 'cutOff'
      ? `does not end: it ${end.why}`
      : 'crashes';
