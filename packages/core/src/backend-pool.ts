import type { BackendService } from '@gcepool/api';
import type { RemovalOptions } from './plan/intent.ts';
import type { PoolPlan } from './plan/pool-plan.ts';
import type { Report } from './execute/report.ts';
import type { ServicePort } from './ports/service-port.ts';
import type { PoolStep } from './plan/step.ts';

/** How a plan is carried out. */
export interface ApplyOptions {
  /** Plans anew, from what was asked for, where what the plan is about has changed; by default that is an error. */
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
   * What exists is adopted and repaired; what others have put there is left.
   *
   * @throws PortError naming port, resource and cause; RejectedPortError where the port cannot be served as given.
   */
  add(port: ServicePort | number): Promise<Report<PoolStep>>;
  /** The backend service of a port, which from now on `gc` may collect. @throws CloudError, 404 where there is none. */
  get(port: ServicePort | number): Promise<BackendService>;
  /**
   * Removes a port's backend service, then its health check; that they are gone already is as good. Ignored ports are
   * not protected from it.
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
   * Removes every remembered port that is neither given nor ignored. What is still in use is left, stays remembered, and is
   * `inUse` in the report.
   *
   * @param ports The ports to keep.
   * @throws AggregateError of one `PortError` for each port that could not be removed, or of a `RemovalCapError` where more
   * would go than may at once; RejectedPortError, before anything is removed, where one of the given is no port.
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
   * Removes every remembered port that is not ignored, and the instance groups where nothing of the pool needs them any
   * more. Not capped. @throws like {@link gc}.
   */
  shutdown(): Promise<Report<PoolStep>>;
  /** What {@link reconcile} would do, as plain data, with a reason for each step. Changes nothing. */
  plan(ports: readonly (ServicePort | number)[], options?: RemovalOptions): Promise<PoolPlan>;
  /**
   * Carries out a plan, also one that was kept as JSON, if all it is about is still as it was.
   *
   * @throws PlanOutdatedError, before anything is done, where it is not and `replan` is not asked for; TypeError where it is
   * no plan of this cluster; else like {@link reconcile}.
   */
  apply(plan: PoolPlan, options?: ApplyOptions): Promise<Report<PoolStep>>;
  /**
   * `HEALTHY`, `UNHEALTHY` or another word of the cloud for the first member of the first group of the backend service of
   * this name; `Unknown` where nothing is known. Never rejects.
   */
  status(name: string): Promise<string>;
  /** Every backend service of the project, those of others included. */
  list(): Promise<BackendService[]>;
}
