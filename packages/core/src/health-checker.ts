import type { HealthCheck } from '@gcepool/api';
import type { HealthChecks } from './cloud.ts';
import type { FullServicePort } from './service-port.ts';

/** Where the pool's health checks come from: the cloud's calls, and what a check should be. */
export interface HealthChecker extends HealthChecks {
  /** The check a port should have where it has none yet, under the given name. Pure. */
  wanted(port: FullServicePort, name: string): HealthCheck;
  /** URL of the check of this name, whether or not it exists. Pure. */
  link(name: string): string;
}
