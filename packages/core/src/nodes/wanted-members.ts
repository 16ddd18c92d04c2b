import type { MemberStep, Plan } from '../plan/step.ts';
import type { GroupMembers } from './plan-members.ts';

/**
 * How many members each group has, by its path, when a plan is carried out. What joins a full group last, after others have
 * left to make room, is not counted: nobody can wait for it. Pure.
 */
export function wantedMembers(
  groups: readonly GroupMembers[],
  { waves }: Plan<MemberStep>,
): ReadonlyMap<string, number> {
  const wanted = new Map(
    groups.map(({ zone, name, members }) => [`zones/${zone}/instanceGroups/${name}`, members.length]),
  );
  let hasRoomBeenMade = false;
  for (const wave of waves) {
    for (const { verb, resource, instances } of wave) {
      const count = wanted.get(resource) ?? 0;
      if (verb === 'removeInstances') wanted.set(resource, count - instances.length);
      else if (!hasRoomBeenMade) wanted.set(resource, count + instances.length);
    }
    hasRoomBeenMade ||= wave.some(({ verb }) => verb === 'removeInstances');
  }
  return wanted;
}
