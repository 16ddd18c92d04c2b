import { codeOf, refusalOf } from '../cloud/cloud-error.ts';
import type { InstanceGroups } from '../cloud/cloud.ts';
import type { Success } from '../execute/report.ts';
import type { MemberStep } from '../plan/step.ts';
import { membersOf } from './members-of.ts';
import { sendToWilling } from './send-to-willing.ts';

/** Removes instances from a group. Those that were removed meanwhile, or exist no more, are left out. */
export async function removeMembers(
  { name, zone }: MemberStep,
  instances: readonly string[],
  groups: Pick<InstanceGroups, 'removeInstances' | 'listInstances'>,
): Promise<Success> {
  const remove = (some: readonly string[]): Promise<void> => groups.removeInstances(name, zone, some);
  let isGone: boolean;
  try {
    await remove(instances);
    return 'done';
  } catch (error) {
    isGone = codeOf(error) === 404;
    if (!isGone && refusalOf(error) !== 'memberNotFound') throw error;
  }
  const members = await membersOf(groups, name, zone);
  const out = await sendToWilling(
    instances.filter((instance) => members?.has(instance)),
    remove,
  );
  for (const { error } of out) if (codeOf(error) !== 404 && refusalOf(error) !== 'memberNotFound') throw error;
  return isGone ? 'absent' : 'adopted';
}
