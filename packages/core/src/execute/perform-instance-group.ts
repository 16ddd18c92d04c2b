import type { NamedPort } from '@gcepool/api';
import type { InstanceGroups } from '../cloud/cloud.ts';
import type { GroupCalls } from './group-calls.ts';
import { performDelete } from './perform-delete.ts';
import { planInstanceGroup } from '../plan/plan-instance-group.ts';
import { doOrRedo } from './retry-on-conflict.ts';
import type { Success } from './report.ts';
import type { GroupEnsuring, GroupRemoval } from '../plan/step.ts';

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
