import { pathReader } from '../cloud/link.ts';
import { reachableServices } from '../cloud/reachable-items.ts';
import type { ServiceLists } from '../cloud/reachable-items.ts';

/**
 * Names of backend services by the path of each group that they balance load over, of the regions that can be reached.
 *
 * @throws CloudError
 */
export async function balancedGroups(services: ServiceLists): Promise<ReadonlyMap<string, string>> {
  const pathOf = pathReader();
  const { items } = await reachableServices(services);
  return new Map(
    items.flatMap(({ name = '', backends = [] }) => backends.map(({ group = '' }) => [pathOf(group), name])),
  );
}
