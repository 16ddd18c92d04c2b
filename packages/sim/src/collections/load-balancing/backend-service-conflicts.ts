import { asArray, asObject, asString } from '../../kernel/json.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { OperationError } from '../../kernel/operation.ts';
import { plannedEntry } from '../../kernel/operation.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { WriteContext } from '../context.ts';
import { livingMembers } from '../instances/group-members.ts';

/** What the service finds out about a backend service's groups only while the operation runs. */
export function findBackendConflict(service: JsonObject, context: WriteContext): OperationError | undefined {
  return findModeConflict(service, context) ?? findMembershipConflict(service, context);
}

/**
 * All backend services that use one group must balance it in the same way; the service says so only while its operation
 * runs.
 */
function findModeConflict(service: JsonObject, context: WriteContext): OperationError | undefined {
  const { transaction, path } = context;
  for (const backend of asArray(service.backends).map(asObject)) {
    const group = pathOf(asString(backend.group));
    if (group === undefined) continue;
    let other: string | undefined;
    let mode: Json | undefined;
    transaction.state.scanUsers(group, (user) => {
      if (user === path || !user.includes('/backendServices/')) return true;
      const entry = plannedEntry(transaction.state, user) ?? transaction.get(user);
      const used = asArray(entry?.resource.backends).map(asObject);
      const same = used.find((each) => each.group === backend.group);
      if (same === undefined) return true;
      // The others were held to the mode of this one, so it speaks for thousands of them.
      other = user;
      mode = same.balancingMode;
      return false;
    });
    if (other === undefined || mode === backend.balancingMode) continue;
    const message =
      `Validation failed for instance group '${group}': backend services '${path}' and '${other}' point to the same ` +
      'instance group but the backends have incompatible balancing_mode. Values should be the same.';
    return { status: 400, code: 'INVALID_USAGE', message };
  }
  return undefined;
}

/** An instance belongs to one group at most of those that are load balanced. */
function findMembershipConflict(service: JsonObject, context: WriteContext): OperationError | undefined {
  const { transaction, before } = context;
  const known = new Set(asArray(before?.resource.backends).map((backend) => asObject(backend).group));
  for (const { group } of asArray(service.backends).map(asObject)) {
    const path = pathOf(asString(group)) ?? '';
    const entry = known.has(group) ? undefined : transaction.get(path);
    if (entry === undefined) continue;
    for (const { path: instance } of livingMembers(entry, transaction)) {
      if (!isBalancedElsewhere(instance, path, context)) continue;
      const message =
        `Validation failed for instance '${instance}': instance may belong to at most one load-balanced instance ` +
        'group.';
      return { status: 400, code: 'INVALID_USAGE', message };
    }
  }
  return undefined;
}

function isBalancedElsewhere(instance: string, group: string, { transaction: { state } }: WriteContext): boolean {
  let isFound = false;
  state.scanUsers(instance, (other) => {
    if (other === group || !other.includes('/instanceGroups/')) return true;
    const entry = state.get(other);
    if (entry === undefined || !livingMembers(entry, state).some(({ path }) => path === instance)) return true;
    state.scanUsers(other, (user) => {
      isFound ||= user.includes('/backendServices/');
      return !isFound;
    });
    return !isFound;
  });
  return isFound;
}
