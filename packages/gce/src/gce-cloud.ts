import type { Cloud, Zones } from '@gcepool/core';
import { createApi } from './api.ts';
import { backendServices, type GceBackendServices } from './backend-services.ts';
import { type GceHealthChecks, healthChecks } from './health-checks.ts';
import { type GceInstanceGroups, instanceGroups } from './instance-groups.ts';
import type { GceCloudOptions } from './options.ts';
import { resourceLink } from './resource-link.ts';
import { zones } from './zones.ts';

/** The {@link Cloud} of one project of Google Compute Engine; its mutations take `MutationOptions` as their last argument. */
export interface GceCloud extends GceBackendServices, GceHealthChecks, GceInstanceGroups, Zones, Pick<Cloud, 'link'> {}

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
    ...zones(api),
    link: (path) => resourceLink(options.project, path),
  };
}
