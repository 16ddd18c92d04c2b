import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import type { PortDeletion } from './desired-state.ts';
import { namedPort } from '../names/named-port.ts';
import { zoneOf } from '../observe/observe.ts';
import type {
  BackendServiceDeletion,
  InstanceGroupUpsert,
  InstanceGroupDeletion,
  HealthCheckDeletion,
} from './step.ts';

/** The step that removes a port's backend service, or none where there is none. */
export function planBackendServiceDeletion(
  { nodePort, name, reason, region }: PortDeletion,
  before: BackendService | undefined,
): BackendServiceDeletion | undefined {
  if (before === undefined) return undefined;
  const resource = `${scopeOf(region)}/backendServices/${name}`;
  const step = { collection: 'backendServices', verb: 'delete', name, resource, reason } as const;
  return { ...step, ...(region === undefined ? {} : { region }), ports: [nodePort], needs: [], before };
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

/** The steps by which the groups no longer list the ports that go, and that no backend service of the pool asks for by then. */
export function planPruning(nodePorts: readonly number[], groups: readonly InstanceGroup[]): InstanceGroupUpsert[] {
  const absentPorts = nodePorts.map((nodePort) => namedPort(nodePort));
  const names = new Set(absentPorts.map(({ name }) => name));
  return groups.flatMap((before): InstanceGroupUpsert[] => {
    const [zone, { name = '', namedPorts = [] }] = [zoneOf(before), before];
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
        ports: nodePorts,
        needs: [],
        spec: { name, zone, namedPorts: [], absentPorts },
        before,
        after: { ...before, namedPorts: rest },
      },
    ];
  });
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
