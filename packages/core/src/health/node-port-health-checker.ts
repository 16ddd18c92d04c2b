import type { HealthCheck } from '@gcepool/api';
import type { CallOptions, Cloud, HealthChecks, ListOptions, ReachableItems } from '../cloud/cloud.ts';
import { overlaid } from '../cloud/overlay.ts';
import { reachableChecks } from '../cloud/reachable-items.ts';
import type { HealthChecker } from './health-checker.ts';
import { newHealthCheck } from './new-health-check.ts';
import type { FullServicePort } from '../ports/service-port.ts';

/** Settings of a {@link NodePortHealthChecker}. */
export interface NodePortHealthCheckerOptions {
  /** What a check asks for where no readiness probe says otherwise; `/` by default. */
  readonly requestPath?: string | undefined;
}

/** The calls a {@link NodePortHealthChecker} makes. */
export type HealthCheckCloud = HealthChecks &
  Pick<Cloud, 'link' | 'inRegion' | 'listAllHealthChecks' | 'listReachableHealthChecks'>;

/** Health checks that ask each node on the node port itself, kept in a cloud's `healthChecks`. */
export class NodePortHealthChecker implements HealthChecker {
  readonly #cloud: HealthCheckCloud;
  readonly #requestPath: string;

  constructor(cloud: HealthCheckCloud, { requestPath = '/' }: NodePortHealthCheckerOptions = {}) {
    this.#cloud = cloud;
    this.#requestPath = requestPath;
  }

  desired(port: FullServicePort, name: string): HealthCheck {
    return newHealthCheck(port, name, this.#requestPath);
  }

  link(name: string, region?: string): string {
    return this.#cloud.link(`${region === undefined ? 'global' : `regions/${region}`}/healthChecks/${name}`);
  }

  inRegion(region: string): HealthChecks {
    const { inRegion } = this.#cloud;
    if (inRegion === undefined) throw new TypeError(`this cloud has no regions, and a port wants one in ${region}`);
    return inRegion.call(this.#cloud, region);
  }

  getHealthCheck(name: string): Promise<HealthCheck> {
    return this.#cloud.getHealthCheck(name);
  }

  updateHealthCheck(healthCheck: HealthCheck, options?: CallOptions): Promise<void> {
    return this.#cloud.updateHealthCheck(healthCheck, options);
  }

  async patchHealthCheck(name: string, patch: HealthCheck, options?: CallOptions): Promise<void> {
    if (this.#cloud.patchHealthCheck !== undefined) return this.#cloud.patchHealthCheck(name, patch, options);
    const present = await this.#cloud.getHealthCheck(name);
    // What it lays over is a health check, and so is what comes of it.
    return this.#cloud.updateHealthCheck(overlaid(present, patch) as HealthCheck, options);
  }

  createHealthCheck(healthCheck: HealthCheck, options?: CallOptions): Promise<void> {
    return this.#cloud.createHealthCheck(healthCheck, options);
  }

  deleteHealthCheck(name: string, options?: CallOptions): Promise<void> {
    return this.#cloud.deleteHealthCheck(name, options);
  }

  listHealthChecks(options?: ListOptions): Promise<HealthCheck[]> {
    return this.#cloud.listHealthChecks(options);
  }

  listReachableHealthChecks(options: ListOptions = {}): Promise<ReachableItems<HealthCheck>> {
    return reachableChecks(this.#cloud, options);
  }

  listAllHealthChecks(options?: ListOptions): Promise<HealthCheck[]> {
    return this.#cloud.listAllHealthChecks?.(options) ?? this.#cloud.listHealthChecks(options);
  }
}
