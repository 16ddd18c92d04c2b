import { POOL_MUTANTS } from '../mutants/pool-mutants.ts';
import type { PoolLaw } from './pool-laws.ts';
import { schedule } from './one-switch.ts';
import type { WorldEvent } from './world-event.ts';
import type { WorldOptions } from './world.ts';

/** A schedule in which a pool without one of its protections does harm. */
export interface LosingSchedule {
  readonly story: string;
  /** The pool without the protection. */
  readonly without: WorldOptions;
  readonly events: readonly WorldEvent[];
  /** The law that is then broken. */
  readonly law: PoolLaw;
}

/** Schedules that were found to be lost, shrunk to one switch, and are won since. */
export const LOSING_SCHEDULES: readonly LosingSchedule[] = [
  {
    story: 'the stale fingerprint of 2017: a group that somebody links between the reading and the writing is unlinked',
    without: unprotected('pool: writes what it read under a fingerprint that it fetched since'),
    events: schedule({ do: 'addBackend', cluster: 'one', nodePort: 30_001 }, [0], 1),
    law: 'no-clobbering',
  },
  {
    story: 'the adoption race: what another cluster makes by the name of the pool is overwritten',
    without: unprotected('pool: overwrites what appeared since it looked'),
    events: schedule({ do: 'squat', cluster: 'one', nodePort: 30_002 }, [0], 1),
    law: 'foreign-untouched',
  },
  {
    story: 'the lost update of named ports: one that somebody adds between the reading and the writing is gone',
    without: unprotected('pool: names ports without a fingerprint'),
    events: schedule({ do: 'namePort', cluster: 'one', zone: 'us-central1-a', port: 8080 }, [0], 3),
    law: 'no-clobbering',
  },
];

/** What the missing protection looks like in single requests is left aside: the harm is to show. */
function unprotected(mutant: string): WorldOptions {
  const options = POOL_MUTANTS[mutant];
  if (options === undefined) throw new Error(`there is no mutant '${mutant}'`);
  return { ...options, without: ['guarded-writes'] };
}
