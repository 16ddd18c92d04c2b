import type { InstanceGroups } from '../cloud/cloud.ts';
import type { Perform } from '../execute/execute.ts';
import type { Success } from '../execute/report.ts';
import { messageOf } from '../cloud/cloud-error.ts';
import { enumeration } from '../names/enumeration.ts';
import type { MemberStep, Plan } from '../plan/step.ts';
import { addMembers } from './add-members.ts';
import { beforeRemovals } from './before-removals.ts';
import type { KeptMembers, MemberRemoval, Release } from './release.ts';
import { removeMembers } from './remove-members.ts';
import { stayingMembers } from './staying-members.ts';

/** When members leave. */
export interface MemberRemovalOptions {
  /** Until when all members stay, such as `every port reaches all groups`; by default they need not. */
  readonly keepUntil?: string | undefined;
  /** Asked once, when everything was added that could be. */
  readonly release?: Release | undefined;
  /** Why instances cannot join, by zone and name: those are not tried. */
  readonly elsewhere?: ReadonlyMap<string, string>;
  /** How many members each group shall have, by its path. */
  readonly desired?: ReadonlyMap<string, number>;
  /** Told how many members there are more, or below 0, fewer. */
  readonly onChange?: (count: number) => void;
}

/**
 * Carries out a plan's steps so that no capacity is lost to nodes that could not be added: for each of them one of the
 * members that were to leave stays, in its group or in another, and where no node could be added anywhere, all of them do.
 * Who of the others leaves, `release` says.
 */
export function performMembers(
  plan: Plan<MemberStep>,
  groups: Pick<InstanceGroups, 'addInstances' | 'removeInstances' | 'listInstances'>,
  { keepUntil, release, elsewhere = new Map(), desired = new Map(), onChange }: MemberRemovalOptions = {},
): Perform<MemberStep> {
  const removals = plan.waves.flat().filter(({ verb }) => verb === 'removeInstances');
  // What has no room in a full group joins after the removals, and is not waited for.
  const additions = beforeRemovals(plan).flat();
  /** By group, how many nodes are to be added before members leave, and are not yet. */
  const missing = new Map(additions.map(({ resource, instances }) => [resource, instances.length]));
  let isAnyAdded = missing.size === 0;
  let decided: Promise<Decision> | undefined;

  const decide = async (): Promise<Decision> => {
    const staying = stayingMembers(removals, missing);
    const reason = `left in until ${keepUntil ?? 'what replaces it could be added'}`;
    const keptMembers = removals.map(({ resource: group, instances }): KeptMembers => {
      const count = isAnyAdded && keepUntil === undefined ? (staying.get(group) ?? 0) : instances.length;
      return { group, instances: instances.slice(instances.length - count), reason };
    });
    const memberRemovals = removals
      .map(({ resource: group, instances }) => ({ group, instances: without(instances, keptMembers, group) }))
      .filter(({ instances }) => instances.length > 0);
    const unreplaced = memberRemovals.length === 0 ? [] : ((await release?.(memberRemovals, desired)) ?? []);
    return {
      memberRemovals: memberRemovals.map(({ group, instances }) => ({
        group,
        instances: without(instances, unreplaced, group),
      })),
      keptMembers: [...keptMembers, ...unreplaced].filter(({ instances }) => instances.length > 0),
    };
  };

  return async (step) => {
    const { verb, resource } = step;
    if (verb === 'addInstances') {
      return addFree(step, elsewhere, groups, () => {
        missing.set(resource, Math.max(0, (missing.get(resource) ?? 0) - 1));
        isAnyAdded = true;
        onChange?.(1);
      });
    }
    const { memberRemovals, keptMembers } = await (decided ??= decide());
    const leaving = memberRemovals.find(({ group }) => group === resource)?.instances ?? [];
    const outcome = leaving.length === 0 ? 'done' : await removeMembers(step, leaving, groups);
    onChange?.(-leaving.length);
    const reasons = keptMembers
      .filter(({ group }) => group === resource)
      .map(({ instances, reason }) => `${enumeration(instances)} ${reason}`);
    if (reasons.length === 0) return outcome;
    throw new Error(reasons.join('; '));
  };
}

/** Adds those that can join. @throws Error that names the others, after that. */
async function addFree(
  step: MemberStep,
  elsewhere: ReadonlyMap<string, string>,
  groups: Pick<InstanceGroups, 'addInstances' | 'listInstances'>,
  added: (instance: string) => void,
): Promise<Success> {
  const barred = step.instances.flatMap((instance) => {
    const why = elsewhere.get(`${step.zone}/${instance}`);
    return why === undefined ? [] : [{ instance, why }];
  });
  if (barred.length === 0) return addMembers(step, groups, added);
  const names = new Set(barred.map(({ instance }) => instance));
  const free = step.instances.filter((instance) => !names.has(instance));
  const told = enumeration(barred.map(({ instance, why }) => `${instance} ${why}`));
  let cause: unknown;
  try {
    if (free.length > 0) await addMembers({ ...step, instances: free }, groups, added);
  } catch (error) {
    cause = error;
  }
  const rest = cause === undefined ? '' : `; ${messageOf(cause)}`;
  throw new Error(`${told}, and an instance may be in one load-balanced group; take it out of there first${rest}`, {
    cause,
  });
}

/** Who leaves each group, and who stays for now. */
interface Decision {
  readonly memberRemovals: readonly MemberRemoval[];
  readonly keptMembers: readonly KeptMembers[];
}

function without(instances: readonly string[], keptMembers: readonly KeptMembers[], group: string): readonly string[] {
  const staying = new Set(keptMembers.filter((kept) => kept.group === group).flatMap((kept) => kept.instances));
  return instances.filter((instance) => !staying.has(instance));
}
