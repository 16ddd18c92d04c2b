import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import { isSamePath } from '../../kernel/reference-path.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { isPassthrough } from './backend-service-backends.ts';
import { calledResource } from '../called-resource.ts';
import { scanUsersIn } from '../find.ts';
import type { Verb } from '../verb.ts';
import { endpointHealths } from './endpoint-health.ts';
import { memberHealths } from './member-health.ts';

/** What the health of a passthrough backend names as its port, whatever is probed (documented samples). */
const PASSTHROUGH_PORT = 80;

/** `getHealth`: one status for each RUNNING member of the group. */
export const getHealth: Verb = (call, transaction) => {
  const service = calledResource(call, transaction);
  const group = asString(call.body.group);
  if (group === '') throw required('resource.group');
  const backend = asArray(service.resource.backends)
    .map(asObject)
    .find((item) => isSamePath(asString(item.group), group, call.project));
  if (backend === undefined) {
    throw invalid('resource.group', group, `It is not a backend of '${call.path}'.`);
  }
  const healthStatus = backendHealth(call.path, service, backend, transaction);
  const answer: JsonObject = { kind: 'compute#backendServiceGroupHealth' };
  return { answer: healthStatus.length === 0 ? answer : { ...answer, healthStatus } };
};

/** The `healthStatus` of what is in the group of one backend of a service. */
export function backendHealth(
  servicePath: string,
  service: Entry,
  backend: JsonObject,
  transaction: Transaction,
): readonly JsonObject[] {
  const path = pathOf(asString(backend.group)) ?? '';
  const group = transaction.get(path);
  if (group === undefined) return [];
  if (group.resource.networkEndpointType !== undefined) {
    return endpointHealths(path, group, service, transaction).map(({ endpoint, healthState }) => {
      const { fqdn: _, ...shown } = endpoint;
      return { healthState, ...shown };
    });
  }
  const passes = isPassthrough(service.resource);
  const members = memberHealths(path, group, service, passes ? PASSTHROUGH_PORT : undefined, transaction);
  if (!passes) return members;
  const rules = forwardingRulesOf(servicePath, transaction);
  return rules.length === 0 ? members : members.flatMap((status) => rules.map((rule) => ({ ...rule, ...status })));
}

/** The forwarding rules whose traffic a passthrough service takes: its members are probed for each of them. */
function forwardingRulesOf(service: string, { state }: Transaction): readonly JsonObject[] {
  const rules: JsonObject[] = [];
  scanUsersIn(state, 'forwardingRules', service, ({ resource }, path) => {
    rules.push({ forwardingRule: linkOf(path), forwardingRuleIp: resource.IPAddress });
  });
  return rules;
}
