import type { HealthCheck } from '@gcepool/api';
import type { HealthChecks, ListOptions, ReachableItems } from '../cloud/cloud.ts';
import type { FullServicePort } from '../ports/service-port.ts';

/** Where the pool's health checks come from: the cloud's calls, and what a check should be. */
export interface HealthChecker extends HealthChecks {
  /** The check a port should have where it has none yet, under the given name. Pure. */
  desired(port: FullServicePort, name: string): HealthCheck;
  /** URL of the check of this name, whether or not it exists; in a region where one is given, else global. Pure. */
  link(name: string, region?: string): string;
  /** The calls for the checks of a region. Pure. Without it no port can have a regional scope. */
  inRegion?(region: string): HealthChecks;
  /** Every health check of the project, global and of all regions, all pages. */
  listAllHealthChecks?(options?: ListOptions): Promise<HealthCheck[]>;
  /** The global ones and those of the regions that can be reached, and which cannot. */
  listReachableHealthChecks?(options?: ListOptions): Promise<ReachableItems<HealthCheck>>;
}
