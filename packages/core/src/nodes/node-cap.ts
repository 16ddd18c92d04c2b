import type { PlannerOptions } from '../plan/planner-options.ts';
import type { RecentRemovals } from '../plan/recent-removals.ts';
import { cappedReason, DEFAULT_REMOVAL_CAP } from '../plan/removal-cap.ts';
import type { MembersCap } from './node-pool.ts';

/** The removal cap for nodes; `undefined` where there is none. */
export function nodeCap(
  { removalCap = DEFAULT_REMOVAL_CAP, clock }: Pick<PlannerOptions, 'removalCap' | 'clock'>,
  removals: RecentRemovals,
): MembersCap | undefined {
  if (removalCap === false) return undefined;
  return {
    reason: (going, present) =>
      cappedReason({ what: 'nodes', going, present, lately: removals.lately('nodes', clock?.now()) }, removalCap),
    note: (fewer) => removals.note('nodes', fewer, clock?.now()),
  };
}
