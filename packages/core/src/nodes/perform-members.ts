import type { InstanceGroups } from '../cloud/cloud.ts';
import type { Perform } from '../execute/execute.ts';
import { enumeration } from '../names/enumeration.ts';
import type { MemberStep, Plan } from '../plan/step.ts';
import { addMembers } from './add-members.ts';
import { removeMembers } from './remove-members.ts';

/**
 * Carries out a plan's steps so that no group loses capacity to nodes that could not be added: for each of them one of the
 * members that were to leave stays, and where no node could be added anywhere, all of them do.
 */
export function performMembers(
  plan: Plan<MemberStep>,
  groups: Pick<InstanceGroups, 'addInstances' | 'removeInstances' | 'listInstances'>,
): Perform<MemberStep> {
  /** By group, the nodes that are to be added and are not yet. */
  const awaited = new Map<string, Set<string>>();
  for (const { verb, resource, instances } of plan.waves.flat()) {
    if (verb === 'addInstances') awaited.set(resource, new Set([...(awaited.get(resource) ?? []), ...instances]));
  }
  let isAnyAdded = awaited.size === 0;

  return async (step) => {
    const { verb, resource, instances } = step;
    const missing = awaited.get(resource) ?? new Set<string>();
    if (verb === 'addInstances') {
      return addMembers(step, groups, (instance) => {
        missing.delete(instance);
        isAnyAdded = true;
      });
    }
    const keeps = isAnyAdded ? Math.min(missing.size, instances.length) : instances.length;
    const leaving = instances.slice(0, instances.length - keeps);
    const outcome = leaving.length === 0 ? 'done' : await removeMembers(step, leaving, groups);
    if (keeps === 0) return outcome;
    throw new Error(`${enumeration(instances.slice(leaving.length))} left in until what replaces it could be added`);
  };
}
