import type { InstanceGroups } from '../cloud/cloud.ts';
import type { Perform } from '../execute/execute.ts';
import { enumeration } from '../names/enumeration.ts';
import type { MemberStep, Plan } from '../plan/step.ts';
import { addMembers } from './add-members.ts';
import { removeMembers } from './remove-members.ts';
import { stayingMembers } from './staying-members.ts';

/**
 * Carries out a plan's steps so that no capacity is lost to nodes that could not be added: for each of them one of the
 * members that were to leave stays, in its group or in another, and where no node could be added anywhere, all of them do.
 *
 * @param keep Whether all members stay.
 */
export function performMembers(
  plan: Plan<MemberStep>,
  groups: Pick<InstanceGroups, 'addInstances' | 'removeInstances' | 'listInstances'>,
  keep = false,
): Perform<MemberStep> {
  const removals = plan.waves.flat().filter(({ verb }) => verb === 'removeInstances');
  // What has no room in a full group joins after the removals, and is not waited for.
  const firstRemoval = plan.waves.findIndex((wave) => wave.some(({ verb }) => verb === 'removeInstances'));
  const additions = plan.waves.slice(0, Math.max(0, firstRemoval)).flat();
  /** By group, how many nodes are to be added before members leave, and are not yet. */
  const missing = new Map(additions.map(({ resource, instances }) => [resource, instances.length]));
  let isAnyAdded = missing.size === 0;
  let staying: ReadonlyMap<string, number> | undefined;

  return async (step) => {
    const { verb, resource, instances } = step;
    if (verb === 'addInstances') {
      return addMembers(step, groups, () => {
        missing.set(resource, Math.max(0, (missing.get(resource) ?? 0) - 1));
        isAnyAdded = true;
      });
    }
    staying ??= stayingMembers(removals, missing);
    const keeps = isAnyAdded && !keep ? (staying.get(resource) ?? 0) : instances.length;
    const leaving = instances.slice(0, instances.length - keeps);
    const outcome = leaving.length === 0 ? 'done' : await removeMembers(step, leaving, groups);
    if (keeps === 0) return outcome;
    const until = keep ? 'every port reaches all groups' : 'what replaces it could be added';
    throw new Error(`${enumeration(instances.slice(leaving.length))} left in until ${until}`);
  };
}
