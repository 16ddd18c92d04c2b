import { codeOf, messageOf } from '../cloud/cloud-error.ts';
import type { InstanceGroups } from '../cloud/cloud.ts';
import type { Success } from '../execute/report.ts';
import { enumeration } from '../names/enumeration.ts';
import type { MemberStep } from '../plan/step.ts';
import { membersOf } from './members-of.ts';
import { sendToWilling } from './send-to-willing.ts';
import type { RefusedInstance } from './send-to-willing.ts';

/**
 * Adds instances to a group. Those that were added meanwhile are left out; an instance that does not exist, or cannot be in
 * the group, does not keep the others out, although the cloud refuses the whole request for it.
 *
 * @param added Told of every instance that is a member now.
 * @throws Error naming the instances that could not be added, and why, after the others were.
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
    if (codeOf(error) !== 400 && codeOf(error) !== 404) throw error;
    refused = error;
  }
  const members = await membersOf(groups, name, zone);
  if (members === undefined) throw refused;
  for (const instance of instances) if (members.has(instance)) added(instance);
  const out = await sendToWilling(
    instances.filter((instance) => !members.has(instance)),
    add,
  );
  if (out.length === 0) return 'adopted';
  const others = out.length === instances.length ? '' : '; every other one is a member';
  throw new Error(`${whyOut(out, zone)}${others}`, { cause: refused });
}

function whyOut(out: readonly RefusedInstance[], zone: string): string {
  const absent = out.filter(({ error }) => codeOf(error) === 404).map(({ instance }) => instance);
  const unfit = out.filter(({ error }) => codeOf(error) !== 404);
  return [
    ...(absent.length === 0 ? [] : [`no such instance in ${zone}: ${enumeration(absent)}`]),
    ...(unfit.length === 0
      ? []
      : [`refused: ${enumeration(unfit.map(({ instance, error }) => `${instance} (${messageOf(error)})`))}`]),
  ].join('; ');
}
