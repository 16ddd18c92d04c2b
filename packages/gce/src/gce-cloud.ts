import type { Cloud, Firewalls, Regions, Zones } from '@gcepool/core';
import { createApi } from './api.ts';
import {
  allBackendServices,
  backendServices,
  type GceBackendServices,
  reachableBackendServices,
} from './backend-services.ts';
import { firewalls } from './firewalls.ts';
import { allHealthChecks, type GceHealthChecks, healthChecks, reachableHealthChecks } from './health-checks.ts';
import { iamPermissions, type IamPermissions } from './iam-permissions.ts';
import { type GceInstanceGroups, instanceGroups } from './instance-groups.ts';
import { type GceNetworkEndpointGroups, networkEndpointGroups } from './network-endpoint-groups.ts';
import type { GceCloudOptions } from './options.ts';
import { resourceLink } from './resource-link.ts';
import { regionScope } from './scope.ts';
import { zones } from './zones.ts';

/** The {@link Cloud} of one project of Google Compute Engine; its mutations take `MutationOptions` as their last argument. */
export interface GceCloud
  extends
    GceBackendServices,
    GceHealthChecks,
    GceInstanceGroups,
    GceNetworkEndpointGroups,
    Zones,
    Firewalls,
    Required<Regions>,
    IamPermissions,
    Pick<Cloud, 'link'> {
  /** Backend services and health checks of one region, such as `us-central1`. */
  inRegion(region: string): GceBackendServices & GceHealthChecks;
}

/**
 * The cloud interfaces of `@gcepool/core` on Google Compute Engine.
 *
 * Every method makes one attempt at each request; a mutation is one request and a `wait` for its operation, repeated until
 * that is DONE. What goes in and comes out is the API's JSON as it is, fields unknown to this package included. Making a
 * cloud loads nothing and asks for nothing; the first call does. Every method rejects with a `GceError`.
 *
 * @example
 * const cloud = createGceCloud({ project: 'my-project' });
 * await cloud.listBackendServices();
 *
 * @throws TypeError if `endpoint` is not a URL of scheme, host and port.
 */
export function createGceCloud(options: GceCloudOptions): GceCloud {
  const api = createApi(options);
  return {
    ...backendServices(api),
    ...healthChecks(api),
    ...instanceGroups(api),
    ...networkEndpointGroups(api),
    ...zones(api),
    ...firewalls(api),
    ...iamPermissions(options),
    inRegion: (region) => ({
      ...backendServices(api, regionScope(region)),
      ...healthChecks(api, regionScope(region)),
    }),
    listAllBackendServices: (listOptions) => allBackendServices(api, listOptions),
    listAllHealthChecks: (listOptions) => allHealthChecks(api, listOptions),
    listReachableBackendServices: (listOptions) => reachableBackendServices(api, listOptions),
    listReachableHealthChecks: (listOptions) => reachableHealthChecks(api, listOptions),
    link: (path) => resourceLink(options.project, path),
  };
}
