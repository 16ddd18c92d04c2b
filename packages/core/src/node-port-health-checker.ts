import type { HealthCheck } from '@gcepool/api';
import type { Cloud, HealthChecks } from './cloud.ts';
import type { HealthChecker } from './health-checker.ts';
import { newHealthCheck } from './new-health-check.ts';
import type { FullServicePort } from './service-port.ts';

/** Settings of a {@link NodePortHealthChecker}. */
export interface NodePortHealthCheckerOptions {
  /** What a check asks for where no readiness probe says otherwise; `/` by default. */
  readonly requestPath?: string | undefined;
}

/** Health checks that ask each node on the node port itself, kept in a cloud's `healthChecks`. */
export class NodePortHealthChecker implements HealthChecker {
  readonly #cloud: HealthChecks & Pick<Cloud, 'link'>;
  readonly #requestPath: string;

  constructor(cloud: HealthChecks & Pick<Cloud, 'link'>, { requestPath = '/' }: NodePortHealthCheckerOptions = {}) {
    this.#cloud = cloud;
    this.#requestPath = requestPath;
  }

  wanted(port: FullServicePort, name: string): HealthCheck {
    return newHealthCheck(port, name, this.#requestPath);
  }

  link(name: string): string {
    return this.#cloud.link(`global/healthChecks/${name}`);
  }

  getHealthCheck(name: string): Promise<HealthCheck> {
    return this.#cloud.getHealthCheck(name);
  }

  updateHealthCheck(healthCheck: HealthCheck): Promise<void> {
    return this.#cloud.updateHealthCheck(healthCheck);
  }

  createHealthCheck(healthCheck: HealthCheck): Promise<void> {
    return this.#cloud.createHealthCheck(healthCheck);
  }

  deleteHealthCheck(name: string): Promise<void> {
    return this.#cloud.deleteHealthCheck(name);
  }

  listHealthChecks(): Promise<HealthCheck[]> {
    return this.#cloud.listHealthChecks();
  }
}
