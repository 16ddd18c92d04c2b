import type { BackendService } from '@gcepool/api';
import type { BackendServices, Firewalls, InstanceGroups, Regions } from '../cloud/cloud.ts';
import { diagnoseService, healthContext } from './diagnose-health.ts';
import type { CheckReader } from './diagnose-health.ts';
import { eachAtMost } from '../calls/each-at-most.ts';
import type { ServiceHealth } from './service-health.ts';
import type { Namer } from '../names/namer.ts';
import { regionOfResource } from '../cloud/resource-key.ts';

/** Health of one port of the pool: all of its backend service's groups, and why where not all is well. */
export interface PortHealth extends ServiceHealth {
  readonly nodePort: number;
  /** Absent: global. */
  readonly region?: string;
  /** Members of all groups that are HEALTHY. */
  readonly healthy: number;
  /** Members of all groups that the cloud speaks of. */
  readonly total: number;
  readonly backendService: BackendService;
}

/** Which ports to look at, and where. */
export interface HealthScope {
  readonly namer: Namer;
  /** All of the pool by default. */
  readonly nodePorts?: readonly number[] | undefined;
  /** True to look into all regions as well. */
  readonly regions?: boolean | undefined;
  /** Calls under way at the same time; 10 by default. */
  readonly concurrency?: number | undefined;
}

/**
 * Reads the health of the pool's backend services, in ascending order of their ports: one list, one call for each of their
 * groups, and where not all is well one more for each group there is, one for each health check that is not passed and one for
 * the firewall rules.
 *
 * @throws CloudError where the backend services cannot be listed.
 */
export async function readPoolHealth(
  services: BackendServices & Partial<Regions> & Partial<Firewalls>,
  instanceGroups: Pick<InstanceGroups, 'getInstanceGroup'>,
  healthChecks: CheckReader,
  { namer, nodePorts, regions = false, concurrency = 10 }: HealthScope,
): Promise<PortHealth[]> {
  const filter = namer.backendFilter(nodePorts);
  const listed =
    regions && services.listAllBackendServices !== undefined
      ? await services.listAllBackendServices({ filter })
      : await services.listBackendServices({ filter });
  const own = listed
    .map((backendService) => ({ backendService, nodePort: namer.ownBackendPort(backendService.name ?? '') ?? 0 }))
    .filter(({ nodePort }) => nodePort > 0 && (nodePorts?.includes(nodePort) ?? true))
    .toSorted((a, b) => a.nodePort - b.nodePort);
  const context = healthContext(services, instanceGroups, healthChecks);
  return eachAtMost(concurrency, own, async ({ backendService, nodePort }): Promise<PortHealth> => {
    const region = regionOfResource(backendService);
    const calls = region === undefined ? services : (services.inRegion?.(region) ?? services);
    const health = await diagnoseService(calls, backendService.name ?? '', backendService, context);
    const sum = (field: 'healthy' | 'total'): number => health.groups.reduce((all, group) => all + group[field], 0);
    const place = region === undefined ? {} : { region };
    return { ...health, nodePort, ...place, healthy: sum('healthy'), total: sum('total'), backendService };
  });
}
