import type { MemberStep, Plan } from '../plan/step.ts';
import type { GroupMembers } from './plan-members.ts';

/**
 * How many members each group has, by its path, when a plan is carried out. What joins a full group last, after others have
 * left to make room, is not counted: nobody can wait for it. Pure.
 */
export function desiredMembers(
  groups: readonly GroupMembers[],
  { waves }: Plan<MemberStep>,
): ReadonlyMap<string, number> {
  const desired = new Map(
    groups.map(({ zone, name, members }) => [`zones/${zone}/instanceGroups/${name}`, members.length]),
  );
  let hasRoomBeenMade = false;
  for (const wave of waves) {
    for (const { verb, resource, instances } of wave) {
      const count = desired.get(resource) ?? 0;
      if (verb === 'removeInstances') desired.set(resource, count - instances.length);
      else if (!hasRoomBeenMade) desired.set(resource, count + instances.length);
    }
    hasRoomBeenMade ||= wave.some(({ verb }) => verb === 'removeInstances');
  }
  return desired;
}
