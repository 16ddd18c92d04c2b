import { codeOf } from '../cloud/cloud-error.ts';
import type { BackendServices, Regions } from '../cloud/cloud.ts';
import { lastSegment, pathOf } from '../cloud/link.ts';
import { reachableServices } from '../cloud/reachable-items.ts';
import { regionOfResource } from '../cloud/resource-key.ts';
import { regionOfZone } from '../cloud/region-of-zone.ts';
import type { Namer } from '../names/namer.ts';

/** A backend service of the pool, as the members of its groups see it. */
export interface GroupUser {
  readonly name: string;
  /** Paths of its groups, such as `zones/z/instanceGroups/n`. */
  readonly groups: readonly string[];
  /**
   * Names of the members of one of its groups that it finds healthy; none where it does not reach the group any more.
   *
   * @throws CloudError where that cannot be read.
   */
  healthy(group: string): Promise<ReadonlySet<string>>;
}

/**
 * Lists the backend services of the pool, those of regions included, in one call for 500 of them.
 *
 * @param zones Where the groups are: a region balances load over groups of its own zones alone.
 * @throws CloudError; Error where the region of one of the zones is out of reach.
 */
export async function groupUsers(
  services: Pick<BackendServices, 'listBackendServices' | 'getHealth'> & Partial<Regions>,
  namer: Namer,
  zones: readonly string[],
): Promise<GroupUser[]> {
  const { items, unreachable } = await reachableServices(services, { filter: namer.backendFilter() });
  const regions = new Set(zones.map((zone) => `regions/${regionOfZone(zone)}`));
  const unknown = unreachable.find(({ scope }) => regions.has(scope));
  if (unknown !== undefined) throw new Error(`those of ${unknown.scope} are not known: ${unknown.why}`);
  return items
    .filter(({ name = '' }) => namer.ownBackendPort(name) !== undefined)
    .map((service) => {
      const { name = '', backends = [] } = service;
      const links = new Map(backends.map(({ group = '' }) => [pathOf(group), group]));
      const region = regionOfResource(service);
      const calls = region === undefined ? services : (services.inRegion?.(region) ?? services);
      return {
        name,
        groups: [...links.keys()],
        healthy: (group) => healthyMembers(calls, name, links.get(group) ?? group),
      };
    });
}

/** Refusals that say that the backend service does not reach the group, or is gone itself. */
const UNREACHED: ReadonlySet<number | undefined> = new Set([400, 404]);

async function healthyMembers(
  services: Pick<BackendServices, 'getHealth'>,
  name: string,
  group: string,
): Promise<ReadonlySet<string>> {
  try {
    const { healthStatus = [] } = await services.getHealth(name, group);
    const healthy = healthStatus.filter(({ healthState }) => healthState === 'HEALTHY');
    return new Set(healthy.map(({ instance = '' }) => lastSegment(instance)));
  } catch (error) {
    if (UNREACHED.has(codeOf(error))) return new Set();
    throw error;
  }
}
