import type { Balancing } from './balancing-mode.ts';
import { DEFAULT_BALANCING } from './balancing-mode.ts';
import type { Desired, DesiredPort } from './desired.ts';
import { namedPort } from './named-port.ts';
import { zoneOf } from './observe.ts';
import type { Observed } from './observe.ts';
import { planBackendService } from './plan-backend-service.ts';
import { planHealthCheck } from './plan-health-check.ts';
import { planInstanceGroup } from './plan-instance-group.ts';
import { planBackendServiceRemoval, planHealthCheckRemoval } from './plan-removal.ts';
import { portLabel } from './service-port.ts';
import { planOf } from './step.ts';
import type { Plan, PoolStep } from './step.ts';
import type { WantedBackendService } from './wanted.ts';

/** What the planner may choose. */
export interface Policy {
  /** Settings of new backends, in order of preference; {@link DEFAULT_BALANCING} by default. */
  readonly balancing?: readonly Balancing[];
}

/**
 * The difference between what should be and what is, as steps in waves: groups and health checks, then backend services,
 * then health checks that nothing uses any more. Pure. Everything observed that is not named in `desired` is left alone.
 */
export function plan(
  desired: Desired,
  observed: Observed,
  { balancing = DEFAULT_BALANCING }: Policy = {},
): Plan<PoolStep> {
  const services = byName(observed.backendServices);
  const checks = byName(observed.healthChecks);
  const ownGroups = observed.instanceGroups.filter(({ name }) => name === desired.instanceGroup);
  const groups = new Map(ownGroups.map((group) => [zoneOf(group), group]));
  // Without ports there is nothing to reach: an idle pool makes no groups.
  const zones = desired.ports.length === 0 ? [] : observed.zones;
  const namedPorts = desired.ports.map(({ port }) => namedPort(port.nodePort));
  const links = zones.map(({ instanceGroupLink }) => instanceGroupLink);

  return planOf<PoolStep>([
    [
      ...steps(zones, (zone) =>
        planInstanceGroup({ name: desired.instanceGroup, zone: zone.name, namedPorts }, groups.get(zone.name)),
      ),
      ...steps(desired.ports, (port) => planHealthCheck(wantedHealthCheck(port), checks.get(port.name))),
    ],
    [
      ...steps(desired.ports, (port) =>
        planBackendService({ ...wantedBackendService(port), groups: links, balancing }, services.get(port.name)),
      ),
      ...steps(desired.unwanted, (port) => planBackendServiceRemoval(port, services.get(port.name))),
    ],
    steps(desired.unwanted, (port) => planHealthCheckRemoval(port, checks.get(port.name))),
  ]);
}

function wantedHealthCheck({ port, name, healthCheck }: DesiredPort): Parameters<typeof planHealthCheck>[0] {
  const check = { ...healthCheck, name };
  return { nodePort: port.nodePort, label: portLabel(port), check, protocol: port.protocol };
}

function wantedBackendService({
  port,
  name,
  healthCheckLink,
}: DesiredPort): Omit<WantedBackendService, 'groups' | 'balancing'> {
  const { nodePort, protocol, service, servicePort } = port;
  return {
    nodePort,
    label: portLabel(port),
    name,
    protocol,
    ...(service === undefined
      ? {}
      : { service: { name: service, ...(servicePort === undefined ? {} : { port: String(servicePort) }) } }),
    healthCheck: healthCheckLink,
  };
}

function steps<Item, S extends PoolStep>(items: readonly Item[], step: (item: Item) => S | undefined): S[] {
  return items.map((item) => step(item)).filter((found) => found !== undefined);
}

function byName<T extends { name?: string | undefined }>(items: readonly T[]): Map<string | undefined, T> {
  return new Map(items.map((item) => [item.name, item]));
}
