import { defaultBalancing } from '../ports/balancing-mode.ts';
import type { Balancing } from '../ports/balancing-mode.ts';
import type { DesiredPort } from './desired-state.ts';
import type { Policy } from './policy.ts';
import { portLabel, regionOf } from '../ports/service-port.ts';
import { describedServiceOf } from './served-by.ts';
import type { FullServicePort } from '../ports/service-port.ts';
import type { GroupModes, BackendServiceSpec, HealthCheckSpec } from './spec.ts';

/** The health check of a desired port. */
export function healthCheckSpec({ port, name, healthCheck }: DesiredPort, policy: Policy): HealthCheckSpec {
  const { nodePort, protocol } = port;
  return {
    nodePort,
    label: portLabel(port),
    check: { ...healthCheck, name },
    protocol,
    ...(port.healthCheck === undefined ? {} : { settings: port.healthCheck }),
    ...(policy.healthChecks === undefined ? {} : { policy: policy.healthChecks }),
    ...common(port, policy),
  };
}

/** What of the cloud bears on a backend service. */
export interface SpecContext {
  /** URLs of the pool's instance groups. */
  readonly groups: readonly string[];
  readonly absentGroups: readonly string[];
  readonly modes: GroupModes;
}

/** The backend service of a desired port. */
export function backendServiceSpec(
  { port, name, healthCheckLink }: DesiredPort,
  { groups, absentGroups, modes }: SpecContext,
  policy: Policy,
): BackendServiceSpec {
  const { nodePort, protocol, networkEndpointGroups = [], backendService } = port;
  const isPortless = networkEndpointGroups.length > 0;
  const own = ownBalancing(port);
  const defaults = (): readonly Balancing[] =>
    defaultBalancing(protocol, backendService?.loadBalancingScheme, isPortless);
  // Those of the pool are meant for instance groups.
  const balancing = own ?? (isPortless ? undefined : policy.balancing) ?? defaults();
  return {
    nodePort,
    label: portLabel(port),
    name,
    protocol,
    healthCheck: healthCheckLink,
    groups: isPortless ? networkEndpointGroups : groups,
    ...(absentGroups.length === 0 ? {} : { absentGroups }),
    balancing,
    // Of several choices, which one holds is up to the cloud.
    ...(own?.length === 1 && own[0] !== undefined ? { keptBalancing: own[0] } : {}),
    modes,
    ...(backendService === undefined ? {} : { settings: backendService }),
    ...(isPortless ? { isPortless } : {}),
    ...common(port, policy),
  };
}

function common(
  port: FullServicePort,
  { owner }: Policy,
): Pick<BackendServiceSpec & HealthCheckSpec, 'owner' | 'service' | 'region'> {
  const region = regionOf(port);
  const service = describedServiceOf(port);
  return {
    ...(service === undefined ? {} : { service }),
    ...(region === undefined ? {} : { region }),
    ...(owner === undefined ? {} : { owner }),
  };
}

function ownBalancing({ balancing }: FullServicePort): readonly Balancing[] | undefined {
  if (balancing === undefined) return undefined;
  return 'balancingMode' in balancing ? [balancing] : balancing;
}
