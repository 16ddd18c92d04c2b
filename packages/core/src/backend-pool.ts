import type { BackendService } from '@gcepool/api';
import type { Report } from './report.ts';
import type { ServicePort } from './service-port.ts';
import type { PoolStep } from './step.ts';

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
   * @throws AggregateError of one `PortError` or `RejectedPortError` for each port that is not as wanted.
   */
  sync(ports: readonly (ServicePort | number)[]): Promise<Report<PoolStep>>;
  /**
   * Removes every remembered port that is neither given nor ignored.
   *
   * @param ports The ports to keep.
   * @throws AggregateError of one `PortError` for each port that could not be removed; RejectedPortError, before anything
   * is removed, where one of the given is no port.
   */
  gc(ports: readonly (ServicePort | number)[]): Promise<Report<PoolStep>>;
  /** Removes every remembered port that is not ignored. Instance groups stay. @throws like {@link gc}. */
  shutdown(): Promise<Report<PoolStep>>;
  /**
   * `HEALTHY`, `UNHEALTHY` or another word of the cloud for the first member of the first group of the backend service of
   * this name; `Unknown` where nothing is known. Never rejects.
   */
  status(name: string): Promise<string>;
  /** Every backend service of the project, those of others included. */
  list(): Promise<BackendService[]>;
}
