import type { HealthCheck } from '@gcepool/api';
import type { HealthChecker } from '../health/health-checker.ts';
import type { Namer } from '../names/namer.ts';
import { regionOf } from '../ports/service-port.ts';
import type { FullServicePort } from '../ports/service-port.ts';

/** A port that must be served, with what namer and health checker say of it. */
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
export interface PortDeletion {
  readonly nodePort: number;
  /** Name of its backend service and health check. */
  readonly name: string;
  /** Why, in words for a person. */
  readonly reason: string;
  /** Where they are; absent: global. */
  readonly region?: string;
}

/** What the cloud should look like. Plain data; of what it does not mention nothing is asked. */
export interface DesiredState {
  /** Name of the instance group in every zone. */
  readonly instanceGroup: string;
  readonly ports: readonly DesiredPort[];
  readonly deletions: readonly PortDeletion[];
  /** True where the groups are to be deleted too, once nothing of the pool reaches them. */
  readonly withoutGroups?: boolean;
  /** Zones whose groups are to be deleted: they have had no nodes for long enough. */
  readonly retiredZones?: readonly string[];
}

/** What serving these ports means. Pure. */
export function desiredState(
  ports: readonly FullServicePort[],
  { namer, healthChecker }: { readonly namer: Namer; readonly healthChecker: Pick<HealthChecker, 'desired' | 'link'> },
): DesiredState {
  return {
    instanceGroup: namer.instanceGroup(),
    ports: ports.map((port) => {
      const name = namer.backend(port.nodePort);
      const healthCheckLink = healthChecker.link(name, regionOf(port));
      return { port, name, healthCheck: healthChecker.desired(port, name), healthCheckLink };
    }),
    deletions: [],
  };
}

/** A port, and the region its backend service is in where it is not global. */
export interface PortLocation {
  readonly nodePort: number;
  readonly region?: string;
}

/** The deletions of these ports. Pure. */
export function portDeletions(ports: readonly PortLocation[], namer: Namer, why: string): PortDeletion[] {
  return ports.map((port) => ({
    ...port,
    name: namer.backend(port.nodePort),
    reason: `nodePort ${port.nodePort} ${why}`,
  }));
}
