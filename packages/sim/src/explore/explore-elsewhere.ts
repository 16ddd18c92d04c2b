import { readFields, readWhole } from '../read-fields.ts';
import type { Exploration } from './exploration.ts';
import type { ExplorationOptions } from './explore-options.ts';
import { readOptions } from './explore-options.ts';
import { FAULT_NAMES } from './fault-kinds.ts';
import type { StartProgram } from './perform-elsewhere.ts';
import { performElsewhere } from './perform-elsewhere.ts';
import { search } from './search.ts';

/** Options of {@link exploreElsewhere}. */
export interface ElsewhereOptions extends Omit<ExplorationOptions, 'instances'> {
  /** The most seconds that one start takes, which is then killed. Default: 60. */
  readonly mostSeconds?: number;
}

/**
 * What `explore` does, for programs in processes of their own, of any language: they are started again and again, and what serves
 * them is for the caller to say. Their time is that of the machine, so `slow` is no fault that can be tried, and calls cannot be held, so
 * there is one instance at a time.
 *
 * @returns what was tried and found
 * @throws Error where the program fails without a fault, or calls nothing; TypeError for an option that makes no sense
 */
export function exploreElsewhere(startProgram: StartProgram, options: ElsewhereOptions = {}): Promise<Exploration> {
  const { mostSeconds = 60, ...rest } = options;
  readFields(rest, 'The options of exploreElsewhere', [
    'simulator',
    'invariant',
    'faults',
    'crashes',
    'budget',
    'seed',
    'only',
  ]);
  readWhole(mostSeconds, 'mostSeconds', 1, 86_400);
  const faults = rest.faults ?? FAULT_NAMES.filter((name) => name !== 'slow');
  if (faults.includes('slow')) throw new TypeError('faults: slow needs time of its own, which a process does not have');
  return search(readOptions({ ...rest, faults }), performElsewhere(startProgram, mostSeconds));
}
