import type { NetworkEndpoint, NetworkEndpointGroup } from '@gcepool/api';
import type { NetworkEndpointGroups } from '@gcepool/core';
import { aggregatedItems } from './aggregated-items.ts';
import type { Api } from './api.ts';
import { objectOr } from './json.ts';
import type { MutationOptions } from './options.ts';
import { pageItems } from './page-items.ts';

/** {@link NetworkEndpointGroups} whose mutations take {@link MutationOptions}. */
export interface GceNetworkEndpointGroups extends NetworkEndpointGroups {
  createNetworkEndpointGroup(group: NetworkEndpointGroup, zone: string, options?: MutationOptions): Promise<void>;
  deleteNetworkEndpointGroup(name: string, zone: string, options?: MutationOptions): Promise<void>;
  attachNetworkEndpoints(
    name: string,
    zone: string,
    endpoints: readonly NetworkEndpoint[],
    options?: MutationOptions,
  ): Promise<void>;
  detachNetworkEndpoints(
    name: string,
    zone: string,
    endpoints: readonly NetworkEndpoint[],
    options?: MutationOptions,
  ): Promise<void>;
}

const collection = 'networkEndpointGroups';
const path = (name: string, zone: string) => `zones/${zone}/${collection}/${name}`;
const one = (name: string, zone: string) =>
  ({ collection, path: path(name, zone), parameters: { zone, networkEndpointGroup: name } }) as const;

/** The zonal network endpoint groups of the API's project. */
export function networkEndpointGroups(api: Api): GceNetworkEndpointGroups {
  return {
    // The answers are taken at their word: their types are the API's own.
    getNetworkEndpointGroup: async (name, zone) =>
      (await api.read({ ...one(name, zone), verb: 'get' })) as NetworkEndpointGroup,
    listNetworkEndpointGroups: (options) => aggregatedItems<NetworkEndpointGroup>(api, collection, options, /^zones\//),
    async listNetworkEndpoints(name, zone) {
      const call = { ...one(name, zone), verb: 'listNetworkEndpoints', body: { healthStatus: 'SKIP' } };
      return pageItems(await api.readPages(call)).map((item) => objectOr(objectOr(item)['networkEndpoint']));
    },
    createNetworkEndpointGroup: (body, zone, options) =>
      api.mutate(
        { collection, verb: 'insert', path: path(body.name ?? '', zone), parameters: { zone }, body },
        options,
      ),
    deleteNetworkEndpointGroup: (name, zone, options) => api.mutate({ ...one(name, zone), verb: 'delete' }, options),
    attachNetworkEndpoints: (name, zone, networkEndpoints, options) =>
      api.mutate({ ...one(name, zone), verb: 'attachNetworkEndpoints', body: { networkEndpoints } }, options),
    detachNetworkEndpoints: (name, zone, networkEndpoints, options) =>
      api.mutate({ ...one(name, zone), verb: 'detachNetworkEndpoints', body: { networkEndpoints } }, options),
  };
}
