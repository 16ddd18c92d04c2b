import type { NamedPort } from '@gcepool/api';
import { codeOf, messageOf } from '../cloud/cloud-error.ts';
import type { InstanceGroups } from '../cloud/cloud.ts';
import type { GroupCalls } from './group-calls.ts';
import { performDelete } from './perform-delete.ts';
import { planInstanceGroup } from '../plan/plan-instance-group.ts';
import { retryOnConflict } from '../calls/retry-on-conflict.ts';
import type { Success } from './report.ts';
import type { InstanceGroupUpsert, InstanceGroupDeletion } from '../plan/step.ts';

/**
 * Gives a zone its group, or names ports in it.
 *
 * @param unfinished Ports whose deletion did not succeed: their named ports stay.
 */
export async function performInstanceGroupUpsert(
  planned: InstanceGroupUpsert,
  groups: GroupCalls,
  unfinished: ReadonlySet<number> = new Set(),
): Promise<Success> {
  const step = withoutUnfinished(planned, unfinished);
  if (step === undefined) return 'done';
  const { name, zone } = step;
  return retryOnConflict({
    step,
    apply: ({ verb, after }) =>
      verb === 'create'
        ? groups.createInstanceGroup(after, zone)
        : groups
            .setNamedPorts(name, zone, after.namedPorts ?? [], after.fingerprint)
            .catch((error: unknown) => Promise.reject(withWayOut(error, after.namedPorts ?? []))),
    read: () => groups.getInstanceGroup(name, zone),
    replan: (fresh) => planInstanceGroup(step.spec, fresh),
  });
}

/** GCE words it in several ways; ingress-gce#43 has `MAX_DISTINCT_NAMED_PORTS`. */
const TOO_MANY = /named.?ports.*(?:exceed|limit|too many|max)|(?:exceed|limit|too many|max).*named.?ports/i;

/** A refusal of more named ports than a group may have, with what takes some out. */
function withWayOut(error: unknown, namedPorts: readonly NamedPort[]): unknown {
  if (codeOf(error) === undefined || !TOO_MANY.test(messageOf(error))) return error;
  const wayOut = "namedPorts: 'prune' (--named-ports prune) takes out those of ports that go";
  return new Error(`${messageOf(error)}; the group would name ${namedPorts.length} ports: ${wayOut}`, { cause: error });
}

function withoutUnfinished(
  step: InstanceGroupUpsert,
  unfinished: ReadonlySet<number>,
): InstanceGroupUpsert | undefined {
  const isUnfinished = ({ port }: NamedPort): boolean => port !== undefined && unfinished.has(port);
  const { absentPorts = [] } = step.spec;
  if (!absentPorts.some((port) => isUnfinished(port))) return step;
  const spec = { ...step.spec, absentPorts: absentPorts.filter((port) => !isUnfinished(port)) };
  return planInstanceGroup(spec, step.before);
}

/** Deletes a group. @throws CloudError, also where it is still in use. */
export function performInstanceGroupDeletion(
  { name, zone }: InstanceGroupDeletion,
  groups: Pick<InstanceGroups, 'deleteInstanceGroup'>,
): Promise<Success> {
  return performDelete(groups.deleteInstanceGroup(name, zone));
}
