import type { OperationError } from '../../kernel/operation.ts';
import { collectionOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findPlanned } from '../../wire/find.ts';
import type { Member } from './group-members.ts';
import { membersOf } from './group-members.ts';

/** Which groups of an instance are looked at. */
interface OtherGroups {
  /** Path of the group that is left out: the one it is to be balanced in. */
  readonly except: string;
  /** Paths of groups that are balanced as soon as the write is done. */
  readonly besides?: readonly string[];
  /** Path of a backend service that counts with `besides` alone, because it is being written. */
  readonly service?: string;
}

/** Whether an instance is in another group that a backend service uses, or is about to use. */
export function isBalancedElsewhere(
  member: Member,
  { except, besides = [], service }: OtherGroups,
  { state }: Transaction,
): boolean {
  let isFound = false;
  state.users.scan(member.path, (group) => {
    if (group === except || !isMember(member, group, state)) return true;
    isFound = besides.includes(group) || isBalanced(group, state, service);
    return !isFound;
  });
  return isFound;
}

/** Whether a backend service uses a group, but for one of them. */
export function isBalanced(group: string, state: State, except?: string): boolean {
  let isUsed = false;
  state.users.scan(group, (user) => {
    isUsed ||= collectionOf(user) === 'backendServices' && user !== except;
    return !isUsed;
  });
  return isUsed;
}

/** What an operation is about to do to a group counts. */
function isMember({ path, id }: Member, group: string, state: State): boolean {
  const entry = findPlanned(state, 'instanceGroups', group) ?? find(state, 'instanceGroups', group);
  return entry !== undefined && membersOf(entry).some((member) => member.path === path && member.id === id);
}

/** How the operation ends that would balance an instance twice, wherever it was asked for (field report). */
export const balancedTwice = (instance: string): OperationError => ({
  status: 400,
  code: 'INSTANCE_IN_MULTIPLE_LOAD_BALANCED_IGS',
  message: `Validation failed for instance '${instance}': instance may belong to at most one load-balanced instance group.`,
});
