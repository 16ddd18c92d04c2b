import { linkOf, pathOf } from '../../kernel/self-link.ts';
import { isSamePath } from '../../kernel/reference-path.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { isPassthrough } from './backend-service-backends.ts';
import { calledResource } from '../called-resource.ts';
import { find, scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { endpointHealths } from './endpoint-health.ts';
import type { MemberStatus } from './member-health.ts';
import { memberHealths } from './member-health.ts';
import type { Resource } from '../../wire/wire.ts';

type BackendService = Resource<'BackendService'>;

/** What the health of a passthrough backend names as its port, whatever is probed (documented samples). */
const PASSTHROUGH_PORT = 80;

/** `getHealth`: one status for each RUNNING member of the group. */
export const getHealth: Verb<Resource<'ResourceGroupReference'>, BackendService> = (call, transaction) => {
  const service = calledResource<BackendService>(call, transaction);
  const { group = '' } = call.body;
  if (group === '') throw required('resource.group');
  const backend = (service.resource.backends ?? []).find((item) => isSamePath(item.group ?? '', group, call.project));
  if (backend === undefined) {
    throw invalid('resource.group', group, `It is not a backend of '${call.path}'.`);
  }
  const healthStatus = backendHealth(call.path, service, backend, transaction);
  const answer = { kind: 'compute#backendServiceGroupHealth' };
  return { answer: healthStatus.length === 0 ? answer : { ...answer, healthStatus } };
};

/** The `healthStatus` of what is in the group of one backend of a service. */
export function backendHealth(
  servicePath: string,
  service: Entry<BackendService>,
  backend: Resource<'Backend'>,
  transaction: Transaction,
): readonly MemberStatus[] {
  const path = pathOf(backend.group ?? '') ?? '';
  const endpoints = find(transaction, 'networkEndpointGroups', path);
  if (endpoints !== undefined) {
    return endpointHealths(path, endpoints, service, transaction).map(({ endpoint, healthState }) => {
      // A health status has no fields for these.
      const { fqdn: _, clientDestinationPort: __, ...shown } = endpoint;
      return { healthState, ...shown };
    });
  }
  const group = find(transaction, 'instanceGroups', path);
  if (group === undefined) return [];
  const passes = isPassthrough(service.resource);
  const members = memberHealths(path, group, service, passes ? PASSTHROUGH_PORT : undefined, transaction);
  if (!passes) return members;
  const rules = forwardingRulesOf(servicePath, transaction);
  return rules.length === 0 ? members : members.flatMap((status) => rules.map((rule) => ({ ...rule, ...status })));
}

/** The forwarding rules whose traffic a passthrough service takes: its members are probed for each of them. */
function forwardingRulesOf(service: string, { state }: Transaction): readonly Partial<MemberStatus>[] {
  const rules: Partial<MemberStatus>[] = [];
  scanUsersIn(state, 'forwardingRules', service, ({ resource }, path) => {
    rules.push({ forwardingRule: linkOf(path), forwardingRuleIp: resource.IPAddress });
  });
  return rules;
}
