import type { OperationError } from '../../kernel/operation.ts';
import { collectionOf } from '../../kernel/resource-path.ts';
import { find, findPlanned } from '../../wire/find.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { WriteContext } from '../context.ts';
import { livingMembers } from '../instances/group-members.ts';
import type { Resource } from '../../wire/wire.ts';

type BackendService = Resource<'BackendService'>;

/** What the service finds out about a backend service's groups only while the operation runs. */
export function findBackendConflict(
  service: BackendService,
  context: WriteContext<BackendService>,
): OperationError | undefined {
  return findModeConflict(service, context) ?? findMembershipConflict(service, context);
}

/**
 * All backend services that use one group must balance it in the same way; the service says so only while its operation
 * runs.
 */
function findModeConflict(service: BackendService, context: WriteContext<BackendService>): OperationError | undefined {
  const { transaction, path } = context;
  for (const backend of service.backends ?? []) {
    const group = pathOf(backend.group ?? '');
    if (group === undefined) continue;
    let other: string | undefined;
    let mode: string | undefined;
    transaction.state.scanUsers(group, (user) => {
      if (user === path || collectionOf(user) !== 'backendServices') return true;
      const entry =
        findPlanned(transaction.state, 'backendServices', user) ?? find(transaction, 'backendServices', user);
      const used = entry?.resource.backends ?? [];
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
function findMembershipConflict(
  service: BackendService,
  context: WriteContext<BackendService>,
): OperationError | undefined {
  const { transaction, before } = context;
  const known = new Set((before?.resource.backends ?? []).map(({ group }) => group));
  for (const { group } of service.backends ?? []) {
    const path = pathOf(group ?? '') ?? '';
    const entry = known.has(group) ? undefined : find(transaction, 'instanceGroups', path);
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

function isBalancedElsewhere(
  instance: string,
  group: string,
  { transaction: { state } }: WriteContext<BackendService>,
): boolean {
  let isFound = false;
  state.scanUsers(instance, (other) => {
    if (other === group) return true;
    const entry = find(state, 'instanceGroups', other);
    if (entry === undefined || !livingMembers(entry, state).some(({ path }) => path === instance)) return true;
    state.scanUsers(other, (user) => {
      isFound ||= collectionOf(user) === 'backendServices';
      return !isFound;
    });
    return !isFound;
  });
  return isFound;
}
