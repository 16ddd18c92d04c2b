import type { InstanceGroup } from '@gcepool/api';
import { planInstanceGroupDeletions } from '../plan/plan-deletion.ts';
import { planOf } from '../plan/step.ts';
import type { InstanceGroupDeletion, Plan } from '../plan/step.ts';

/** The plan that deletes the groups of this name in every zone, those without nodes included. Pure. */
export function planGroupsDeletion(name: string, groups: readonly InstanceGroup[]): Plan<InstanceGroupDeletion> {
  const own = groups.filter((group) => group.name === name);
  const steps = planInstanceGroupDeletions(own, [], 'the groups of this pool are to be deleted');
  return planOf([steps.toSorted((a, b) => (a.zone < b.zone ? -1 : 1))]);
}
