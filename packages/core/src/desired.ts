import type { HealthCheck } from '@gcepool/api';
import type { HealthChecker } from './health-checker.ts';
import type { Namer } from './namer.ts';
import type { FullServicePort } from './service-port.ts';

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
}

/** What the cloud should look like. Plain data; of what it does not mention nothing is asked. */
export interface Desired {
  /** Name of the instance group in every zone. */
  readonly instanceGroup: string;
  readonly ports: readonly DesiredPort[];
  readonly unwanted: readonly UnwantedPort[];
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
      return { port, name, healthCheck: healthChecker.wanted(port, name), healthCheckLink: healthChecker.link(name) };
    }),
    unwanted: [],
  };
}

/** That these node ports should not be served any more. Pure. */
export function undesire(nodePorts: readonly number[], namer: Namer, why: string): Desired {
  return {
    instanceGroup: namer.instanceGroup(),
    ports: [],
    unwanted: nodePorts.map((nodePort) => ({
      nodePort,
      name: namer.backend(nodePort),
      reason: `nodePort ${nodePort} ${why}`,
    })),
  };
}
