import { linkOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { portNamed } from '../../probing/probe-terms.ts';
import { isProbed, Probes, sinceOf } from '../../probing/probes.ts';
import type { HealthState } from '../../probing/verdict.ts';
import { probeDropping } from './probe-dropping.ts';
import { drainingParts } from './draining.ts';
import { livingMembers } from '../instances/group-members.ts';
import { find } from '../../wire/find.ts';
import { RUNNING } from '../probe-memory.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Entry<Resource<'Instance'>>;

/** What is told of the health of one member, in more words than the API model lists. */
export type MemberStatus = Omit<Resource<'HealthStatus'>, 'healthState'> & {
  readonly healthState: HealthState | 'DRAINING';
};

/**
 * The health of each RUNNING member of an instance group as a service's health check finds it, and of those that are
 * draining. Without the port of the service's `portName` there is none.
 *
 * @param port what the status names as the port; default: that of the service's `portName`
 */
export function memberHealths(
  groupPath: string,
  group: Entry<Resource<'InstanceGroup'>>,
  service: Entry<Resource<'BackendService'>>,
  port: number | undefined,
  transaction: Transaction,
): readonly MemberStatus[] {
  const servingPort = port ?? portNamed(group.resource.namedPorts, service.resource.portName);
  if (servingPort === undefined) return [];
  const probes = new Probes(service, group, transaction);
  const droppingOf = probeDropping(service, transaction);
  const sinceLinked = sinceOf(service, groupPath);
  const statusOf = (path: string, healthState: MemberStatus['healthState'], { resource }: Instance): MemberStatus => ({
    healthState,
    instance: linkOf(path),
    ipAddress: resource.networkInterfaces?.[0]?.networkIP ?? '',
    port: servingPort,
  });
  const members = livingMembers(group, transaction).flatMap(({ path }) => {
    const instance = find(transaction, 'instances', path);
    if (instance?.resource.status !== 'RUNNING') return [];
    const since = [sinceLinked, sinceOf(group, path), sinceOf(instance, RUNNING)];
    return [statusOf(path, probes.verdict({ behaviourKey: path, since, ...droppingOf(instance) }), instance)];
  });
  const draining = drainingParts(group, service, transaction).flatMap(({ path = '', id }) => {
    const instance = find(transaction, 'instances', path);
    const isThere = instance?.resource.id === id && instance?.resource.status === 'RUNNING';
    return isThere && isProbed(path, transaction.state) ? [statusOf(path, 'DRAINING', instance)] : [];
  });
  return [...members, ...draining];
}
