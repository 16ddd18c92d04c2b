import { readFields, readWhole } from '../read-fields.ts';
import type { Exploration } from './exploration.ts';
import type { ExplorationOptions, ReadOptions } from './explore-options.ts';
import { readOptions } from './explore-options.ts';
import { FAULT_NAMES } from './fault-kinds.ts';
import type { StartProgram } from './perform-elsewhere.ts';
import { performElsewhere } from './perform-elsewhere.ts';
import { search } from './search.ts';

/** Options of {@link exploreElsewhere}. */
export interface ElsewhereOptions extends ExplorationOptions {
  /** The most seconds that one start takes, which is then killed; twice as many where two instances run. Default: 60. */
  readonly mostSeconds?: number;
  /**
   * How many seconds of the machine's time a `slow` answer takes, fewer than `mostSeconds`. Default: `slow` is not tried, for each time
   * it is, it takes so long.
   */
  readonly slowSeconds?: number;
}

/**
 * What `explore` does, for programs in processes of their own, of any language: they are started again and again, and what serves
 * them is for the caller to say. Their time is that of the machine. Of two instances, calls are held: one waits for its answer until
 * the other has made the calls that are its turn. Whose turn it is and makes no call for half of `mostSeconds` lets the other go on.
 *
 * @returns what was tried and found
 * @throws Error where the program fails without a fault, or calls nothing; TypeError for an option that makes no sense
 */
export async function exploreElsewhere(
  startProgram: StartProgram,
  options: ElsewhereOptions = {},
): Promise<Exploration> {
  const { mostSeconds = 60, ...rest } = options;
  readWhole(mostSeconds, 'mostSeconds', 1, 86_400);
  return search(readElsewhere(rest, mostSeconds), performElsewhere(startProgram, mostSeconds));
}

function readElsewhere(options: Omit<ElsewhereOptions, 'mostSeconds'>, mostSeconds: number): ReadOptions {
  const { slowSeconds, ...rest } = options;
  readFields(rest, 'The options of exploreElsewhere', [
    'simulator',
    'invariant',
    'faults',
    'crashes',
    'instances',
    'budget',
    'seed',
    'only',
  ]);
  if (slowSeconds === undefined) {
    const { faults = FAULT_NAMES.filter((name) => name !== 'slow') } = rest;
    if (!faults.includes('slow')) return readOptions({ ...rest, faults });
    throw new TypeError('faults: slow needs slowSeconds, for a process has the time of the machine');
  }
  readWhole(slowSeconds, 'slowSeconds', 1, mostSeconds - 1);
  if (rest.faults?.includes('slow') === false)
    throw new TypeError('slowSeconds is how long slow answers take, and faults does not name slow');
  return readOptions(rest, slowSeconds * 1000);
}
