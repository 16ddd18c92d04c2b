import { absentAsUndefined, codeOf, refusalOf } from '../cloud/cloud-error.ts';
import type { InstanceGroups } from '../cloud/cloud.ts';
import { lastSegment } from '../cloud/link.ts';
import type { Success } from '../execute/report.ts';
import type { MemberStep } from '../plan/step.ts';

/** Changes the members of a group. Members that were added or removed meanwhile are left out. */
export async function performMembers(
  step: MemberStep,
  groups: Pick<InstanceGroups, 'addInstances' | 'removeInstances' | 'listInstances'>,
): Promise<Success> {
  const { verb, name, zone, instances } = step;
  const isAddition = verb === 'addInstances';
  const send = (some: readonly string[]): Promise<void> =>
    isAddition ? groups.addInstances(name, zone, some) : groups.removeInstances(name, zone, some);
  try {
    await send(instances);
    return 'done';
  } catch (error) {
    // GCE answers 404 to the removal of an instance that is gone altogether, and removes none of the others.
    const isGone = !isAddition && codeOf(error) === 404;
    const isOvertaken = refusalOf(error) === 'memberAlreadyExists' || refusalOf(error) === 'memberNotFound';
    if (!isGone && !isOvertaken) throw error;
    const links = (await absentAsUndefined(groups.listInstances(name, zone))) ?? [];
    const members = new Set(links.map((link) => lastSegment(link)));
    const rest = instances.filter((instance) => members.has(instance) !== isAddition);
    if (isGone && rest.length === instances.length) return 'absent';
    if (rest.length > 0) await send(rest);
    return isGone ? 'absent' : 'adopted';
  }
}
