import type { InstanceGroup } from '@gcepool/api';
import { planInstanceGroupDeletions } from '../plan/plan-deletion.ts';
import { planOf } from '../plan/step.ts';
import type { InstanceGroupDeletion, Plan } from '../plan/step.ts';
import type { ForeignGroup } from './own-groups.ts';

/** The plan that deletes the groups of this name in every zone, those without nodes included; others' stay. Pure. */
export function planGroupsDeletion(
  name: string,
  groups: readonly InstanceGroup[],
  foreign: readonly ForeignGroup[] = [],
): Plan<InstanceGroupDeletion> {
  const own = groups.filter((group) => group.name === name);
  const steps = planInstanceGroupDeletions(own, [], 'the groups of this pool are to be deleted');
  const notices = foreign.map(({ resource, why }) => ({
    about: resource,
    message: `is not of this pool and stays: ${why}`,
  }));
  return planOf([steps.toSorted((a, b) => (a.zone < b.zone ? -1 : 1))], notices);
}
