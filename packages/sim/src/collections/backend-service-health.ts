import type { Json, JsonObject } from '../engine/json.ts';
import { asArray, asObject, asString } from '../engine/json.ts';
import { linkOf, pathOf } from '../engine/self-link.ts';
import { isSamePath } from '../engine/reference-path.ts';
import { invalid, required } from '../engine/refusal.ts';
import type { Entry } from '../engine/state.ts';
import type { Transaction } from '../engine/transaction.ts';
import { isPassthrough } from './backend-service-backends.ts';
import { calledResource } from './called-resource.ts';
import type { Verb } from './collection.ts';
import { livingMembers } from './instance-group-members.ts';
import { livingEndpoints } from './network-endpoints.ts';

/** What the health of a passthrough backend names as its port, whatever is probed (documented samples). */
const PASSTHROUGH_PORT = 80;

/**
 * `getHealth`: one status for each RUNNING member of the group.
 *
 * That such a member is HEALTHY is assumed: nothing here probes it.
 */
export const getHealth: Verb = (call, transaction) => {
  const service = calledResource(call, transaction);
  const group = asString(call.body['group']);
  if (group === '') throw required('resource.group');
  const backend = asArray(service.resource['backends'])
    .map(asObject)
    .find((item) => isSamePath(asString(item['group']), group, call.project));
  if (backend === undefined) {
    throw invalid('resource.group', group, `It is not a backend of '${call.path}'.`);
  }
  const entry = transaction.get(pathOf(asString(backend['group'])) ?? '');
  const healthStatus = entry === undefined ? [] : statusesOf(entry, service, call.path, transaction);
  const answer: JsonObject = { kind: 'compute#backendServiceGroupHealth' };
  return { answer: healthStatus.length === 0 ? answer : { ...answer, healthStatus } };
};

function statusesOf(group: Entry, service: Entry, servicePath: string, transaction: Transaction): readonly Json[] {
  if (group.resource['networkEndpointType'] !== undefined) return endpointStatuses(group, transaction);
  const members = memberStatuses(group, portOf(group, service), transaction);
  if (!isPassthrough(service.resource)) return members;
  const rules = forwardingRulesOf(servicePath, transaction);
  return rules.length === 0 ? members : members.flatMap((status) => rules.map((rule) => ({ ...rule, ...status })));
}

/** The group's port of the service's `portName`. */
function portOf(group: Entry, service: Entry): Json | undefined {
  if (isPassthrough(service.resource)) return PASSTHROUGH_PORT;
  const ports = asArray(group.resource['namedPorts']).map(asObject);
  return ports.find((item) => item['name'] === service.resource['portName'])?.['port'];
}

function memberStatuses(group: Entry, port: Json | undefined, transaction: Transaction): readonly JsonObject[] {
  if (port === undefined) return [];
  return livingMembers(group, transaction).flatMap(({ path }) => {
    const instance = transaction.get(path)?.resource;
    if (instance?.['status'] !== 'RUNNING') return [];
    const ipAddress = asObject(asArray(instance['networkInterfaces'])[0])['networkIP'] ?? '';
    return [{ healthState: 'HEALTHY', instance: linkOf(path), ipAddress, port }];
  });
}

function endpointStatuses(group: Entry, transaction: Transaction): readonly Json[] {
  return livingEndpoints(group, transaction).flatMap((endpoint) => {
    const instance = pathOf(asString(endpoint['instance']));
    if (instance !== undefined && transaction.get(instance)?.resource['status'] !== 'RUNNING') return [];
    const { fqdn: _, ...shown } = endpoint;
    return [{ healthState: 'HEALTHY', ...shown }];
  });
}

/** The forwarding rules whose traffic a passthrough service takes: its members are probed for each of them. */
function forwardingRulesOf(service: string, { state }: Transaction): readonly JsonObject[] {
  const rules: JsonObject[] = [];
  state.scanUsers(service, (user) => {
    const rule = user.includes('/forwardingRules/') ? state.get(user)?.resource : undefined;
    if (rule !== undefined) rules.push({ forwardingRule: linkOf(user), forwardingRuleIp: rule['IPAddress'] });
  });
  return rules;
}
