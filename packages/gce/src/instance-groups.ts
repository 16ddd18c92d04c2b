import type { InstanceGroup, NamedPort, Operation } from '@gcepool/api';
import type { InstanceGroups, ListOptions, ReachableItems } from '@gcepool/core';
import { aggregatedItems, reachableItems } from './aggregated-items.ts';
import type { Api } from './api.ts';
import { objectOr, stringOr } from './json.ts';
import type { MutationOptions } from './options.ts';
import { pageItems } from './page-items.ts';
import { resourceLink } from './resource-link.ts';

/** {@link InstanceGroups} whose mutations take {@link MutationOptions}. */
export interface GceInstanceGroups extends InstanceGroups {
  listReachableInstanceGroups(options?: ListOptions): Promise<ReachableItems<InstanceGroup>>;
  listInstanceGroupOperations(name: string, zone: string): Promise<Operation[]>;
  createInstanceGroup(instanceGroup: InstanceGroup, zone: string, options?: MutationOptions): Promise<void>;
  deleteInstanceGroup(name: string, zone: string, options?: MutationOptions): Promise<void>;
  setNamedPorts(
    name: string,
    zone: string,
    namedPorts: readonly NamedPort[],
    fingerprint?: string,
    options?: MutationOptions,
  ): Promise<void>;
  addInstances(name: string, zone: string, instances: readonly string[], options?: MutationOptions): Promise<void>;
  removeInstances(name: string, zone: string, instances: readonly string[], options?: MutationOptions): Promise<void>;
}

const collection = 'instanceGroups';
const path = (name: string, zone: string) => `zones/${zone}/${collection}/${name}`;
const one = (name: string, zone: string) =>
  ({ collection, path: path(name, zone), parameters: { zone, instanceGroup: name } }) as const;

/** The unmanaged instance groups of the API's project. */
export function instanceGroups(api: Api): GceInstanceGroups {
  const members = (zone: string, instances: readonly string[]) => ({
    instances: instances.map((name) => ({ instance: resourceLink(api.project, `zones/${zone}/instances/${name}`) })),
  });
  return {
    // The answer is taken at its word: its type is the API's own.
    getInstanceGroup: async (name, zone) => (await api.read({ ...one(name, zone), verb: 'get' })) as InstanceGroup,
    listInstanceGroups: (options) => aggregatedItems<InstanceGroup>(api, collection, options, /^zones\//),
    listReachableInstanceGroups: (options) => reachableItems<InstanceGroup>(api, collection, options, /^zones\//),
    listInstanceGroupOperations: async (name, zone) => {
      // Whatever version of the API it was asked for through.
      const filter = `targetLink eq ".*/${path(name, zone)}"`;
      const call = { collection: 'zoneOperations', verb: 'list', path: `zones/${zone}/operations` } as const;
      return pageItems(await api.readPages({ ...call, parameters: { zone, filter } }));
    },
    async listInstances(name, zone) {
      const call = { ...one(name, zone), verb: 'listInstances', body: { instanceState: 'ALL' } };
      return pageItems(await api.readPages(call)).flatMap((item) => stringOr(objectOr(item)['instance']) ?? []);
    },
    createInstanceGroup: (body, zone, options) =>
      api.mutate(
        { collection, verb: 'insert', path: path(body.name ?? '', zone), parameters: { zone }, body },
        options,
      ),
    deleteInstanceGroup: (name, zone, options) => api.mutate({ ...one(name, zone), verb: 'delete' }, options),
    setNamedPorts: (name, zone, namedPorts, fingerprint, options) =>
      api.mutate({ ...one(name, zone), verb: 'setNamedPorts', body: { namedPorts, fingerprint } }, options),
    addInstances: (name, zone, instances, options) =>
      api.mutate({ ...one(name, zone), verb: 'addInstances', body: members(zone, instances) }, options),
    removeInstances: (name, zone, instances, options) =>
      api.mutate({ ...one(name, zone), verb: 'removeInstances', body: members(zone, instances) }, options),
  };
}
