import { codeOf, refusalOf } from '../cloud/cloud-error.ts';
import type { InstanceGroups } from '../cloud/cloud.ts';
import type { Success } from '../execute/report.ts';
import { enumeration } from '../names/enumeration.ts';
import type { MemberStep } from '../plan/step.ts';
import { membersOf } from './members-of.ts';
import { sendToExisting } from './send-to-existing.ts';

/**
 * Adds instances to a group. Those that were added meanwhile are left out; an instance that does not exist does not keep
 * the others out, although the cloud refuses the whole request for it.
 *
 * @param added Told of every instance that is a member now.
 * @throws Error naming the instances that do not exist, after the others were added.
 */
export async function addMembers(
  { name, zone, instances }: MemberStep,
  groups: Pick<InstanceGroups, 'addInstances' | 'listInstances'>,
  added: (instance: string) => void,
): Promise<Success> {
  const add = async (some: readonly string[]): Promise<void> => {
    await groups.addInstances(name, zone, some);
    for (const instance of some) added(instance);
  };
  let refused: unknown;
  try {
    await add(instances);
    return 'done';
  } catch (error) {
    if (refusalOf(error) !== 'memberAlreadyExists' && codeOf(error) !== 404) throw error;
    refused = error;
  }
  const members = await membersOf(groups, name, zone);
  if (members === undefined) throw refused;
  for (const instance of instances) if (members.has(instance)) added(instance);
  const missing = await sendToExisting(
    instances.filter((instance) => !members.has(instance)),
    add,
  );
  if (missing.length === 0) return 'adopted';
  const others = missing.length === instances.length ? '' : '; every other one is a member';
  throw new Error(`no such instance in ${zone}: ${enumeration(missing)}${others}`, { cause: refused });
}
