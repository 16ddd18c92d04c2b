import type { MemberStep, Plan } from '../plan/step.ts';
import { beforeRemovals } from './before-removals.ts';
import { groupResource } from './plan-members.ts';
import type { GroupMembers } from './plan-members.ts';

/**
 * How many members each group has, by its path, when a plan is carried out. What joins a full group last, after others have
 * left to make room, is not counted: nobody can wait for it. Pure.
 */
export function desiredMembers(groups: readonly GroupMembers[], plan: Plan<MemberStep>): ReadonlyMap<string, number> {
  const desired = new Map(groups.map((group) => [groupResource(group), group.members.length]));
  const count = (resource: string, more: number): void =>
    void desired.set(resource, (desired.get(resource) ?? 0) + more);
  for (const { resource, instances } of beforeRemovals(plan).flat()) count(resource, instances.length);
  for (const { verb, resource, instances } of plan.waves.flat()) {
    if (verb === 'removeInstances') count(resource, -instances.length);
  }
  return desired;
}
