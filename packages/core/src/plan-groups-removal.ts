import type { InstanceGroup } from '@gcepool/api';
import { zoneOf } from './observe.ts';
import { planOf } from './step.ts';
import type { GroupRemoval, Plan } from './step.ts';

/** The plan that deletes the groups of this name in every zone, those without nodes included. Pure. */
export function planGroupsRemoval(name: string, groups: readonly InstanceGroup[]): Plan<GroupRemoval> {
  const steps = groups.flatMap((group): GroupRemoval[] => {
    const zone = zoneOf(group);
    if (group.name !== name || zone === undefined) return [];
    return [
      {
        collection: 'instanceGroups',
        verb: 'delete',
        name,
        zone,
        resource: `zones/${zone}/instanceGroups/${name}`,
        reason: `the groups of this pool are to be deleted`,
        ports: [],
        needs: [],
        before: group,
      },
    ];
  });
  return planOf([steps.toSorted((a, b) => (a.zone < b.zone ? -1 : 1))]);
}
