import { readFields } from '../../read-fields.ts';
import { matchesPath } from '../../traffic/glob.ts';
import { isThere, madeBy } from '../end-state.ts';
import { named } from './named.ts';
import type { Invariant, Run } from '../run.ts';
import { stuckPaths } from '../stuck-paths.ts';

export interface LeakOptions {
  /** Paths of what may be left, with `*` for any part of a segment and `**` for any segments. Default: nothing. */
  readonly wanted?: readonly string[];
  /**
   * `atOnce`: a program that fails must have taken back what it made. `afterRunAgain`: the next run, without a fault, may take it
   * up or take it away. Default: `atOnce`.
   */
  readonly judged?: 'atOnce' | 'afterRunAgain';
}

/**
 * Nothing is left behind: a program that ends well leaves what it leaves without a fault, and nothing more; one that fails leaves
 * nothing that it made.
 *
 * @throws TypeError for an option that makes no sense
 */
export function noLeaks(options: LeakOptions = {}): Invariant {
  readFields(options, 'The options of noLeaks', ['wanted', 'judged']);
  const { wanted = [], judged = 'atOnce' } = options;
  if (judged !== 'atOnce' && judged !== 'afterRunAgain')
    throw new TypeError(`judged must be 'atOnce' or 'afterRunAgain'; got '${String(judged)}'`);
  return named('noLeaks', async (_, run) => {
    const judgedRun = judged === 'atOnce' ? run : await run.again();
    const stuck = stuckPaths(run);
    const left = leftBy(judgedRun).filter(
      (path) => !stuck.has(path) && !wanted.some((pattern) => matchesPath(pattern, path)),
    );
    if (left.length > 0) throw new Error(`Left behind: ${left.join(', ')}.`);
  });
}

function leftBy(judged: Run): readonly string[] {
  const made = madeBy(judged);
  if (!judged.ends.some(({ kind }) => kind === 'returned')) return made;
  return made.filter((path) => !isThere(judged.faultless.gce, path));
}
