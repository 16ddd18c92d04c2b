import type { OperationError } from '../../kernel/operation.ts';
import { collectionOf } from '../../kernel/resource-path.ts';
import { find, findPlanned } from '../../wire/find.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { WriteContext } from '../context.ts';
import { livingMembers } from '../instances/group-members.ts';
import { isTouched } from '../touched.ts';
import { balancedTwice, isBalancedElsewhere } from '../instances/balanced-groups.ts';
import type { Resource } from '../../wire/wire.ts';

type BackendService = Resource<'BackendService'>;
type Backend = Resource<'Backend'>;

/** What the service finds out about a backend service's groups only while the operation runs. */
export function findBackendConflict(
  service: BackendService,
  context: WriteContext<BackendService>,
): OperationError | undefined {
  if (!isTouched(['backends'], service, context)) return undefined;
  return findModeConflict(service, context) ?? findMembershipConflict(service, context);
}

/** UTILIZATION tolerates no other mode on the group; RATE and CONNECTION share one, as every GKE cluster shows. */
const isExclusive = (mode: Backend['balancingMode']): boolean => mode === 'UTILIZATION';

/**
 * Backend services that use one group must balance it in modes that go together; the service says so only while its
 * operation runs.
 */
function findModeConflict(service: BackendService, context: WriteContext<BackendService>): OperationError | undefined {
  const { transaction, path } = context;
  for (const backend of service.backends ?? []) {
    const group = pathOf(backend.group ?? '');
    if (group === undefined) continue;
    let other: string | undefined;
    let mode: Backend['balancingMode'];
    transaction.state.users.scan(group, (user) => {
      if (user === path || collectionOf(user) !== 'backendServices') return true;
      const entry =
        findPlanned(transaction.state, 'backendServices', user) ?? find(transaction, 'backendServices', user);
      const used = entry?.resource.backends ?? [];
      const same = used.find((each) => each.group === backend.group);
      if (same === undefined) return true;
      // The others were held to what goes with this one, so it speaks for thousands of them.
      other = user;
      mode = same.balancingMode;
      return false;
    });
    if (other === undefined || isExclusive(mode) === isExclusive(backend.balancingMode)) continue;
    const message =
      `Validation failed for instance group '${group}': backend services '${path}' and '${other}' point to the same ` +
      'instance group but the backends have incompatible balancing_mode. Values should be the same.';
    return { status: 400, code: 'INVALID_USAGE', message };
  }
  return undefined;
}

/** An instance belongs to one group at most of those that are load balanced, in one service or in several. */
function findMembershipConflict(
  service: BackendService,
  { transaction, path, before }: WriteContext<BackendService>,
): OperationError | undefined {
  const own = groupsOf(service);
  const known = new Set(before === undefined ? [] : groupsOf(before.resource));
  for (const group of own) {
    if (known.has(group)) continue;
    const entry = find(transaction, 'instanceGroups', group);
    if (entry === undefined) continue;
    const others = { except: group, besides: own, service: path };
    const found = livingMembers(entry, transaction).find((member) => isBalancedElsewhere(member, others, transaction));
    if (found !== undefined) return balancedTwice(found.path);
  }
  return undefined;
}

const groupsOf = ({ backends = [] }: BackendService): readonly string[] =>
  backends.flatMap(({ group }) => pathOf(group ?? '') ?? []);
