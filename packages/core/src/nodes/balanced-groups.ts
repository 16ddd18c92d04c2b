import type { BackendServices, Regions } from '../cloud/cloud.ts';
import { pathReader } from '../cloud/link.ts';

/** Names of backend services by the path of each group that they balance load over. @throws CloudError */
export async function balancedGroups(
  services: Pick<BackendServices, 'listBackendServices'> & Partial<Pick<Regions, 'listAllBackendServices'>>,
): Promise<ReadonlyMap<string, string>> {
  const pathOf = pathReader();
  const listed = await (services.listAllBackendServices?.() ?? services.listBackendServices());
  return new Map(
    listed.flatMap(({ name = '', backends = [] }) => backends.map(({ group = '' }) => [pathOf(group), name])),
  );
}
