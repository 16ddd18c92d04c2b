import type { Cloud, NetworkEndpointGroups } from '@gcepool/core';
import { absentAsUndefined, isInUse, lastSegment } from '@gcepool/core/internal';

/** What has been left, or was deleted: `global/backendServices/x`. */
export type Paths = readonly string[];

/** What of a prefix there is in a project. Reads only. */
export async function resourcesNamed(cloud: Cloud & Partial<NetworkEndpointGroups>, prefix: string): Promise<Paths> {
  const isOurs = ({ name = '' }: { readonly name?: string | undefined }): boolean => name.startsWith(`${prefix}-`);
  const services = (await cloud.listBackendServices()).filter(isOurs);
  const checks = (await cloud.listHealthChecks()).filter(isOurs);
  const groups = (await cloud.listInstanceGroups()).filter(isOurs);
  const endpointGroups = (await cloud.listNetworkEndpointGroups?.())?.filter(isOurs) ?? [];
  // Who uses comes before what is used.
  return [
    ...services.map(({ name }) => `global/backendServices/${name}`),
    ...checks.map(({ name }) => `global/healthChecks/${name}`),
    ...groups.map(({ name, zone = '' }) => `zones/${lastSegment(zone)}/instanceGroups/${name}`),
    ...endpointGroups.map(({ name, zone = '' }) => `zones/${lastSegment(zone)}/networkEndpointGroups/${name}`),
  ];
}

/**
 * Deletes everything of a prefix; what is gone already is as good. One that cannot be deleted does not stop the others.
 *
 * @returns what is still there.
 */
export async function cleanUp(cloud: Cloud & Partial<NetworkEndpointGroups>, prefix: string): Promise<Paths> {
  for (const path of await resourcesNamed(cloud, prefix)) {
    await absentAsUndefined(deletion(cloud, path)).catch((error: unknown) => {
      // The rest is told by what is still there in the end.
      if (isInUse(error)) return undefined;
      console.error(`${path} was not deleted: ${String(error)}`);
      return undefined;
    });
  }
  return resourcesNamed(cloud, prefix);
}

async function deletion(cloud: Cloud & Partial<NetworkEndpointGroups>, path: string): Promise<void> {
  const [, zone] = /^zones\/([^/]+)/.exec(path) ?? [];
  const name = lastSegment(path);
  if (zone !== undefined && path.includes('/networkEndpointGroups/')) {
    return cloud.deleteNetworkEndpointGroup?.(name, zone);
  }
  if (zone !== undefined) return cloud.deleteInstanceGroup(name, zone);
  return path.includes('/backendServices/') ? cloud.deleteBackendService(name) : cloud.deleteHealthCheck(name);
}
