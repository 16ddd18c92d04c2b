import type { HealthCheck } from '@gcepool/api';
import type { HealthChecker } from '../health/health-checker.ts';
import type { Namer } from '../names/namer.ts';
import { regionOf } from '../ports/service-port.ts';
import type { FullServicePort } from '../ports/service-port.ts';

/** A port that must be served, with everything the pool's collaborators know about it. */
export interface DesiredPort {
  readonly port: FullServicePort;
  /** Name of its backend service. */
  readonly name: string;
  /** Its health check, should it have none. */
  readonly healthCheck: HealthCheck;
  /** URL of that health check. */
  readonly healthCheckLink: string;
}

/** A port that must not be served any more. */
export interface UnwantedPort {
  readonly nodePort: number;
  /** Name of its backend service and health check. */
  readonly name: string;
  /** Why, in words for a person. */
  readonly reason: string;
  /** Where they are; absent: global. */
  readonly region?: string;
}

/** What the cloud should look like. Plain data; of what it does not mention nothing is asked. */
export interface Desired {
  /** Name of the instance group in every zone. */
  readonly instanceGroup: string;
  readonly ports: readonly DesiredPort[];
  readonly unwanted: readonly UnwantedPort[];
  /** True where the groups are to go too, once nothing of the pool reaches them. */
  readonly withoutGroups?: boolean;
  /** Zones whose groups are to go: they have had no nodes for long enough. */
  readonly retiredZones?: readonly string[];
}

/** Asks namer and health checker what serving these ports means. Pure. */
export function desire(
  ports: readonly FullServicePort[],
  { namer, healthChecker }: { readonly namer: Namer; readonly healthChecker: Pick<HealthChecker, 'wanted' | 'link'> },
): Desired {
  return {
    instanceGroup: namer.instanceGroup(),
    ports: ports.map((port) => {
      const name = namer.backend(port.nodePort);
      const healthCheckLink = healthChecker.link(name, regionOf(port));
      return { port, name, healthCheck: healthChecker.wanted(port, name), healthCheckLink };
    }),
    unwanted: [],
  };
}

/** A port, and the region its backend service is in where it is not global. */
export interface PlacedPort {
  readonly nodePort: number;
  readonly region?: string;
}

/** That these node ports should not be served any more. Pure. */
export function undesire(ports: readonly (PlacedPort | number)[], namer: Namer, why: string): Desired {
  return {
    instanceGroup: namer.instanceGroup(),
    ports: [],
    unwanted: ports
      .map((port) => (typeof port === 'number' ? { nodePort: port } : port))
      .map((port) => ({ ...port, name: namer.backend(port.nodePort), reason: `nodePort ${port.nodePort} ${why}` })),
  };
}
