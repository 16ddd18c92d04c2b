import type { BackendService } from '@gcepool/api';
import type { RemovalOptions } from './plan/intent.ts';
import type { PoolPlan } from './plan/pool-plan.ts';
import type { Report } from './execute/report.ts';
import type { ServicePort } from './ports/service-port.ts';
import type { PoolStep } from './plan/step.ts';

/** How a plan is carried out. */
export interface ApplyOptions {
  /** Plans again if a resource of the plan has changed; by default that is an error. */
  readonly replan?: boolean | undefined;
}

/**
 * Keeps a set of node ports in step with backend services. A port is a number (protocol HTTP) or a {@link ServicePort}.
 *
 * Every method that reads rejects with a `CloudError` where the cloud cannot be read. The others do all they can before
 * they reject, and never undo what was done.
 */
export interface BackendPool {
  /**
   * Makes one port served: instance groups with the port named, health check, backend service, links between them.
   * Existing resources are adopted and repaired; settings of others are kept.
   *
   * @throws PortError naming port, resource and cause; RejectedPortError if the port cannot be served as given.
   */
  add(port: ServicePort | number): Promise<Report<PoolStep>>;
  /** The backend service of a port, which `gc` may remove from now on. @throws CloudError, 404 if there is none. */
  get(port: ServicePort | number): Promise<BackendService>;
  /**
   * Deletes a port's backend service, then its health check; one that is already absent counts as deleted. Ignored ports
   * are not protected from it.
   *
   * @throws PortError naming port, resource and cause; the port stays remembered, so that `gc` tries again.
   */
  delete(port: ServicePort | number): Promise<Report<PoolStep>>;
  /**
   * Makes all given ports served, and deletes nothing. A port that fails does not stop the others.
   *
   * @throws AggregateError of one `PortError` or `RejectedPortError` for each port that is not as desired.
   */
  sync(ports: readonly (ServicePort | number)[]): Promise<Report<PoolStep>>;
  /**
   * Removes every remembered port that is neither given nor ignored. A resource in use is kept, stays remembered, and is
   * `inUse` in the report.
   *
   * @param ports The ports to keep.
   * @throws AggregateError of one `PortError` for each port that could not be removed, or of a `RemovalCapError` if more
   * ports would be removed than the cap allows; RejectedPortError, before anything is removed, if one of the given is no port.
   */
  gc(ports: readonly (ServicePort | number)[], options?: RemovalOptions): Promise<Report<PoolStep>>;
  /**
   * Makes all given ports served and removes all others of the pool that are not ignored, also those this process knows
   * nothing of: `sync` and `gc` in one.
   *
   * @throws AggregateError of what `sync` and `gc` report.
   */
  reconcile(ports: readonly (ServicePort | number)[], options?: RemovalOptions): Promise<Report<PoolStep>>;
  /**
   * Removes every remembered port that is not ignored, and the instance groups if the pool no longer needs them. More than the
   * cap allows goes by `force` alone.
   *
   * @throws like {@link gc}.
   */
  shutdown(options?: RemovalOptions): Promise<Report<PoolStep>>;
  /** What {@link reconcile} would do, as plain data, with a reason for each step. Changes nothing. */
  plan(ports: readonly (ServicePort | number)[], options?: RemovalOptions): Promise<PoolPlan>;
  /**
   * Carries out a plan, also one that was stored as JSON, if none of its resources has changed since.
   *
   * @throws PlanOutdatedError, before any change, if one has and `replan` is not set; TypeError if it is no plan of this
   * cluster; else like {@link reconcile}.
   */
  apply(plan: PoolPlan, options?: ApplyOptions): Promise<Report<PoolStep>>;
  /**
   * `HEALTHY`, `UNHEALTHY` or another state of the first member of the first group of the backend service of this name;
   * `Unknown` if it cannot be read. Never rejects.
   */
  status(name: string): Promise<string>;
  /** Every backend service of the project, those of others included. */
  list(): Promise<BackendService[]>;
}
