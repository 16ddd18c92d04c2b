import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import type { PortDeletion } from './desired-state.ts';
import { pathReader } from '../cloud/link.ts';
import { namedPort } from '../names/named-port.ts';
import { zoneOf } from '../observe/observe.ts';
import type {
  BackendServiceDeletion,
  InstanceGroupUpsert,
  InstanceGroupDeletion,
  HealthCheckDeletion,
} from './step.ts';

/**
 * The step that removes a port's backend service, or none where there is none.
 *
 * @param replacements Resources of backend services that take its place: it goes after them.
 */
export function planBackendServiceDeletion(
  { nodePort, name, reason, region }: PortDeletion,
  before: BackendService | undefined,
  replacements: readonly string[] = [],
): BackendServiceDeletion | undefined {
  if (before === undefined) return undefined;
  const resource = `${scopeOf(region)}/backendServices/${name}`;
  const step = { collection: 'backendServices', verb: 'delete', name, resource, reason } as const;
  return { ...step, ...(region === undefined ? {} : { region }), ports: [nodePort], needs: replacements, before };
}

/**
 * The step that removes a port's health check. GCE refuses while the backend service is there, so that goes first; and the
 * named ports go before, for as long as there is a health check a run that was cut short is taken up by the next one.
 */
export function planHealthCheckDeletion(
  { nodePort, name, reason, region }: PortDeletion,
  before: HealthCheck | undefined,
  pruned: readonly InstanceGroupUpsert[] = [],
): HealthCheckDeletion | undefined {
  if (before === undefined) return undefined;
  const resource = `${scopeOf(region)}/healthChecks/${name}`;
  const needs = [`${scopeOf(region)}/backendServices/${name}`, ...pruned.map((step) => step.resource)];
  const step = { collection: 'healthChecks', verb: 'delete', name, resource, reason } as const;
  return { ...step, ...(region === undefined ? {} : { region }), ports: [nodePort], needs, before };
}

/**
 * The steps by which the groups no longer list the ports that go.
 *
 * @param users The backend services that are left by then: a port that one of them asks a group for stays in it.
 */
export function planPruning(
  nodePorts: readonly number[],
  groups: readonly InstanceGroup[],
  users: readonly BackendService[],
): InstanceGroupUpsert[] {
  const going = nodePorts.map((nodePort) => namedPort(nodePort));
  const asked = portNamesByGroup(users);
  return groups.flatMap((before): InstanceGroupUpsert[] => {
    const [zone, { name = '', namedPorts = [] }] = [zoneOf(before), before];
    const used = asked.get(`zones/${zone}/instanceGroups/${name}`);
    const absentPorts = going.filter((port) => used?.has(port.name) !== true);
    const names = new Set(absentPorts.map((port) => port.name));
    const rest = namedPorts.filter((port) => !names.has(port.name ?? ''));
    if (zone === undefined || rest.length === namedPorts.length) return [];
    return [
      {
        collection: 'instanceGroups',
        verb: 'setNamedPorts',
        name,
        zone,
        resource: `zones/${zone}/instanceGroups/${name}`,
        reason: 'it names ports that are served no more',
        ports: absentPorts.map(({ port }) => port),
        needs: [],
        spec: { name, zone, namedPorts: [], absentPorts },
        before,
        after: { ...before, namedPorts: rest },
      },
    ];
  });
}

/** Named ports that backend services ask their groups for, by the path of the group. */
function portNamesByGroup(services: readonly BackendService[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  const pathOf = pathReader();
  for (const { backends = [], portName = '' } of services) {
    for (const { group = '' } of backends) {
      const path = pathOf(group);
      names.set(path, (names.get(path) ?? new Set()).add(portName));
    }
  }
  return names;
}

/** The steps that delete groups nothing of the pool reaches any more. */
export function planInstanceGroupDeletions(
  groups: readonly InstanceGroup[],
  needs: readonly string[],
  reason: string,
): InstanceGroupDeletion[] {
  return groups.flatMap((before): InstanceGroupDeletion[] => {
    const [zone, { name = '' }] = [zoneOf(before), before];
    if (zone === undefined) return [];
    const resource = `zones/${zone}/instanceGroups/${name}`;
    return [{ collection: 'instanceGroups', verb: 'delete', name, zone, resource, reason, ports: [], needs, before }];
  });
}

function scopeOf(region: string | undefined): string {
  return region === undefined ? 'global' : `regions/${region}`;
}
