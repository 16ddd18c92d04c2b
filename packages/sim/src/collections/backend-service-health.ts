import type { Json, JsonObject } from '../engine/json.ts';
import { asArray, asObject, asString } from '../engine/json.ts';
import { linkOf, pathOf } from '../engine/self-link.ts';
import { isSamePath } from '../engine/reference-path.ts';
import { invalid, notFound, required } from '../engine/refusal.ts';
import type { Verb } from './collection.ts';
import { livingMembers } from './instance-group-members.ts';

/**
 * `getHealth`: one status for each RUNNING member of the group, on the group's port of the service's `portName`.
 *
 * That such a member is HEALTHY is assumed: nothing here probes it.
 */
export const getHealth: Verb = (call, transaction) => {
  const service = transaction.get(call.path);
  if (service === undefined) throw notFound(call.path);
  const group = asString(call.body['group']);
  if (group === '') throw required('resource.group');
  const backend = asArray(service.resource['backends'])
    .map(asObject)
    .find((item) => isSamePath(asString(item['group']), group, call.project));
  if (backend === undefined) {
    throw invalid('resource.group', group, `It is not a backend of '${call.path}'.`);
  }
  const groupPath = pathOf(asString(backend['group'])) ?? '';
  const entry = transaction.get(groupPath);
  const ports = asArray(entry?.resource['namedPorts']).map(asObject);
  const port = ports.find((item) => item['name'] === service.resource['portName'])?.['port'];
  const healthStatus: Json[] = [];
  if (entry !== undefined && port !== undefined) {
    for (const member of livingMembers(entry, transaction.state)) {
      const instance = transaction.get(member)?.resource;
      if (instance?.['status'] !== 'RUNNING') continue;
      const ipAddress = asObject(asArray(instance['networkInterfaces'])[0])['networkIP'] ?? '';
      healthStatus.push({ healthState: 'HEALTHY', instance: linkOf(member), ipAddress, port });
    }
  }
  const answer: JsonObject = { kind: 'compute#backendServiceGroupHealth' };
  return { answer: healthStatus.length === 0 ? answer : { ...answer, healthStatus } };
};
