import { planOf } from '../plan/step.ts';
import type { MemberStep, Plan } from '../plan/step.ts';
import { beforeRemovals } from './before-removals.ts';
import type { MembersCap } from './node-pool.ts';
import type { GroupMembers } from './plan-members.ts';

/** A plan of members, and why less leaves than was asked for. */
export interface CappedMembers {
  readonly planned: Plan<MemberStep>;
  /** Absent where all leaves. */
  readonly capped?: string;
}

/**
 * The plan as far as a cap allows: where more nodes would leave, beyond those that others replace, none leaves, and what
 * would have had room only then does not join. Pure.
 */
export function cappedMembers(
  planned: Plan<MemberStep>,
  groups: readonly GroupMembers[],
  cap: Pick<MembersCap, 'reason'> | undefined,
): CappedMembers {
  const sum = (verb: MemberStep['verb']): number =>
    planned.waves.flat().reduce((count, step) => count + (step.verb === verb ? step.instances.length : 0), 0);
  const present = groups.reduce((count, { members }) => count + members.length, 0);
  const capped = cap?.reason(sum('removeInstances') - sum('addInstances'), present);
  if (capped === undefined) return { planned };
  return { planned: planOf(beforeRemovals(planned), planned.notices), capped };
}
