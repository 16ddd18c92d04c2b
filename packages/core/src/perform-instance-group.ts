import { isInUse } from './cloud-error.ts';
import type { InstanceGroups } from './cloud.ts';
import type { GroupCalls } from './node-pool.ts';
import { performDelete } from './perform-delete.ts';
import { planInstanceGroup } from './plan-instance-group.ts';
import { doOrRedo } from './redo.ts';
import type { Success } from './report.ts';
import type { GroupEnsuring, GroupRemoval, MemberStep } from './step.ts';

/** Gives a zone its group, or names ports in it. */
export function performGroupEnsuring(step: GroupEnsuring, groups: GroupCalls): Promise<Success> {
  const { name, zone } = step;
  return doOrRedo({
    step,
    apply: ({ verb, after }) =>
      verb === 'create'
        ? groups.createInstanceGroup(after, zone)
        : groups.setNamedPorts(name, zone, after.namedPorts ?? [], after.fingerprint),
    read: () => groups.getInstanceGroup(name, zone),
    replan: (fresh) => planInstanceGroup(step.wanted, fresh),
  });
}

/** Deletes a group. One that is still in use is left: whoever uses it will say when it is not. */
export async function performGroupDelete(
  { name, zone }: GroupRemoval,
  groups: Pick<InstanceGroups, 'deleteInstanceGroup'>,
): Promise<Success> {
  try {
    return await performDelete(groups.deleteInstanceGroup(name, zone));
  } catch (error) {
    if (isInUse(error)) return 'inUse';
    throw error;
  }
}

/** Changes the members of a group. */
export async function performMembers(
  { verb, name, zone, instances }: MemberStep,
  groups: Pick<InstanceGroups, 'addInstances' | 'removeInstances'>,
): Promise<Success> {
  if (verb === 'removeInstances') return performDelete(groups.removeInstances(name, zone, instances));
  await groups.addInstances(name, zone, instances);
  return 'done';
}
