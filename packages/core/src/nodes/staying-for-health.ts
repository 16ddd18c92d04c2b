import { messageOf } from '../cloud/cloud-error.ts';
import type { MemberRemoval, KeptMembers } from './release.ts';

/** What a backend service says of the members of its groups. */
export interface ObservedHealth {
  /** Name of the backend service. */
  readonly service: string;
  /** Names of the healthy members of each of its groups, by path; absent where that could not be read. */
  readonly healthy?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why it could not. */
  readonly error?: unknown;
}

/**
 * Which members must stay so that no backend service is left with fewer healthy members than the lesser of those it has now
 * and those it shall have. Members that a backend service does not find healthy are no loss to it. Pure.
 *
 * @param desired How many members all groups together shall have.
 */
export function stayingForHealth(
  memberRemovals: readonly MemberRemoval[],
  desired: number,
  observations: readonly ObservedHealth[],
): KeptMembers[] {
  const constraints = observations.map((observation) => constraintOf(observation, memberRemovals, desired));
  return memberRemovals.flatMap(({ group, instances }): KeptMembers[] => {
    const staying: string[] = [];
    const reasons = new Set<string>();
    for (const instance of instances) {
      const bearing = constraints.filter(({ isServedBy }) => isServedBy(group, instance));
      const holding = bearing.filter(({ mayLeave }) => mayLeave <= 0);
      if (holding.length === 0) for (const each of bearing) each.mayLeave -= 1;
      else staying.push(instance);
      for (const { reason } of holding) reasons.add(reason);
    }
    const [first, ...others] = reasons;
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : `, and ${others.length} more alike`;
    return [{ group, instances: staying, reason: `left in until what replaces it is healthy: ${first}${more}` }];
  });
}

/** What one backend service can spare. */
interface Constraint {
  readonly isServedBy: (group: string, instance: string) => boolean;
  /** How many of its healthy members may still leave. */
  mayLeave: number;
  readonly reason: string;
}

function constraintOf(
  { service, healthy, error }: ObservedHealth,
  memberRemovals: readonly MemberRemoval[],
  desired: number,
): Constraint {
  if (healthy === undefined) {
    const reason = `the health of backendServices/${service} cannot be read: ${messageOf(error)}`;
    return { isServedBy: () => true, mayLeave: 0, reason };
  }
  const isServedBy = (group: string, instance: string): boolean => healthy.get(group)?.has(instance) === true;
  const present = [...healthy.values()].reduce((sum, { size }) => sum + size, 0);
  const leaving = memberRemovals.reduce(
    (sum, { group, instances }) => sum + instances.filter((instance) => isServedBy(group, instance)).length,
    0,
  );
  const reason = `backendServices/${service} finds ${present - leaving} of ${desired} nodes healthy without what is to leave`;
  return { isServedBy, mayLeave: Math.max(0, present - desired), reason };
}
