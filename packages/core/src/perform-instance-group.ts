import type { NamedPort } from '@gcepool/api';
import { absentAsUndefined, refusalOf } from './cloud-error.ts';
import type { InstanceGroups } from './cloud.ts';
import { lastSegment } from './link.ts';
import type { GroupCalls } from './node-pool.ts';
import { performDelete } from './perform-delete.ts';
import { planInstanceGroup } from './plan-instance-group.ts';
import { doOrRedo } from './redo.ts';
import type { Success } from './report.ts';
import type { GroupEnsuring, GroupRemoval, MemberStep } from './step.ts';

/**
 * Gives a zone its group, or names ports in it.
 *
 * @param undone Ports that were to go and did not: their named ports stay.
 */
export async function performGroupEnsuring(
  planned: GroupEnsuring,
  groups: GroupCalls,
  undone: ReadonlySet<number> = new Set(),
): Promise<Success> {
  const step = withoutUndone(planned, undone);
  if (step === undefined) return 'done';
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

function withoutUndone(step: GroupEnsuring, undone: ReadonlySet<number>): GroupEnsuring | undefined {
  const isUndone = ({ port }: NamedPort): boolean => port !== undefined && undone.has(port);
  const { unwantedPorts = [] } = step.wanted;
  if (!unwantedPorts.some((port) => isUndone(port))) return step;
  const wanted = { ...step.wanted, unwantedPorts: unwantedPorts.filter((port) => !isUndone(port)) };
  return planInstanceGroup(wanted, step.before);
}

/** Deletes a group. @throws CloudError, also where it is still in use. */
export function performGroupDelete(
  { name, zone }: GroupRemoval,
  groups: Pick<InstanceGroups, 'deleteInstanceGroup'>,
): Promise<Success> {
  return performDelete(groups.deleteInstanceGroup(name, zone));
}

/** Changes the members of a group. Somebody who has added or removed some of them before is no trouble. */
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
    if (refusalOf(error) !== 'memberAlreadyExists' && refusalOf(error) !== 'memberNotFound') {
      return isAddition ? Promise.reject(error) : performDelete(Promise.reject(error));
    }
    const links = (await absentAsUndefined(groups.listInstances(name, zone))) ?? [];
    const members = new Set(links.map((link) => lastSegment(link)));
    const rest = instances.filter((instance) => members.has(instance) !== isAddition);
    if (rest.length > 0) await send(rest);
    return 'adopted';
  }
}
