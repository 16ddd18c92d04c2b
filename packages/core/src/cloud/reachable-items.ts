import type { BackendService, HealthCheck } from '@gcepool/api';
import type { BackendServices, HealthChecks, ListOptions, ReachableItems, Regions } from './cloud.ts';

/** The ways to list the backend services of all regions. */
export type ServiceLists = Pick<BackendServices, 'listBackendServices'> &
  Partial<Pick<Regions, 'listAllBackendServices' | 'listReachableBackendServices'>>;

/** The ways to list the health checks of all regions. */
export type CheckLists = Pick<HealthChecks, 'listHealthChecks'> &
  Partial<Pick<Regions, 'listAllHealthChecks' | 'listReachableHealthChecks'>>;

/** The backend services, global and of the regions that can be reached; of a cloud that cannot tell, of all. @throws CloudError */
export async function reachableServices(
  services: ServiceLists,
  ...options: readonly ListOptions[]
): Promise<ReachableItems<BackendService>> {
  const reachable = await services.listReachableBackendServices?.(...options);
  if (reachable !== undefined) return reachable;
  const all = services.listAllBackendServices?.(...options) ?? services.listBackendServices(...options);
  return { items: await all, unreachable: [] };
}

/** The health checks of the same. @throws CloudError */
export async function reachableChecks(
  checks: CheckLists,
  ...options: readonly ListOptions[]
): Promise<ReachableItems<HealthCheck>> {
  const reachable = await checks.listReachableHealthChecks?.(...options);
  if (reachable !== undefined) return reachable;
  const all = checks.listAllHealthChecks?.(...options) ?? checks.listHealthChecks(...options);
  return { items: await all, unreachable: [] };
}
