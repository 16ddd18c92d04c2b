import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { portNamed } from '../../probing/probe-terms.ts';
import { isProbed, Probes, sinceOf } from '../../probing/probes.ts';
import { probeDropping } from './probe-dropping.ts';
import { drainingParts } from './draining.ts';
import type { Member } from '../instances/group-members.ts';
import { livingMembers } from '../instances/group-members.ts';
import { RUNNING } from '../probe-memory.ts';

/**
 * The health of each RUNNING member of an instance group as a service's health check finds it, and of those that are
 * draining. Without the port of the service's `portName` there is none.
 *
 * @param port what the status names as the port; default: that of the service's `portName`
 */
export function memberHealths(
  groupPath: string,
  group: Entry,
  service: Entry,
  port: number | undefined,
  transaction: Transaction,
): readonly JsonObject[] {
  const servingPort = port ?? portNamed(group.resource.namedPorts, service.resource.portName);
  if (servingPort === undefined) return [];
  const probes = new Probes(service, group, transaction);
  const droppingOf = probeDropping(service, transaction);
  const sinceLinked = sinceOf(service, groupPath);
  const statusOf = (path: string, healthState: string, { resource }: Entry): JsonObject => ({
    healthState,
    instance: linkOf(path),
    ipAddress: asObject(asArray(resource.networkInterfaces)[0]).networkIP ?? '',
    port: servingPort,
  });
  const members = livingMembers(group, transaction).flatMap(({ path }) => {
    const instance = transaction.get(path);
    if (instance?.resource.status !== 'RUNNING') return [];
    const since = [sinceLinked, sinceOf(group, path), sinceOf(instance, RUNNING)];
    return [statusOf(path, probes.verdict({ behaviourKey: path, since, ...droppingOf(instance) }), instance)];
  });
  const draining = drainingMembers(group, service, transaction).flatMap(({ path }) => {
    const instance = transaction.get(path);
    return instance === undefined ? [] : [statusOf(path, 'DRAINING', instance)];
  });
  return [...members, ...draining];
}

function drainingMembers(group: Entry, service: Entry, transaction: Transaction): readonly Member[] {
  return drainingParts(group, service, transaction)
    .map(({ path, id }) => ({ path: asString(path), id: asString(id) }))
    .filter(({ path, id }) => {
      const instance = transaction.get(path)?.resource;
      const isThere = instance?.id === id && instance.status === 'RUNNING';
      return isThere && isProbed(path, transaction.state);
    });
}
