import type { InstanceGroup, NamedPort } from '@gcepool/api';
import type {
  BackendServices,
  CallOptions,
  Cloud,
  HealthChecks,
  InstanceGroups,
  ListOptions,
  NetworkEndpointGroups,
} from '@gcepool/core';
import { lastSegment } from '@gcepool/core/internal';
import type { Resource } from './resource.ts';
import { type ChangeableKind, isChangeable, type Kind } from './step.ts';

/** What the laws need of a cloud: one collection at least, and all of `Cloud` at best. */
export type ConformingCloud = Partial<Cloud & NetworkEndpointGroups>;

/** The calls that collections have in common. */
export interface CollectionCalls {
  get(name: string): Promise<Resource>;
  create(resource: Resource, options?: CallOptions): Promise<void>;
  delete(name: string, options?: CallOptions): Promise<void>;
  list(options?: ListOptions): Promise<Resource[]>;
}

/** The calls of a collection whose resources can be changed. */
export interface ChangeableCalls extends CollectionCalls {
  /** Puts back what was read, changed; of an instance group, its named ports. */
  update(resource: Resource, options?: CallOptions): Promise<void>;
  patch?(name: string, patch: Resource, options?: CallOptions): Promise<void>;
}

/** Whether a cloud has a collection. */
export function hasCollection(cloud: ConformingCloud, kind: Kind): boolean {
  const gets = {
    backendServices: 'getBackendService',
    healthChecks: 'getHealthCheck',
    instanceGroups: 'getInstanceGroup',
    networkEndpointGroups: 'getNetworkEndpointGroup',
  };
  return typeof Reflect.get(cloud, gets[kind]) === 'function';
}

/** The calls of one collection; those of groups in one zone. The cloud must have the collection. */
export function collectionCalls(cloud: ConformingCloud, kind: Kind, zone: string): CollectionCalls {
  if (isChangeable(kind)) return changeableCalls(cloud, kind, zone);
  // Whether the cloud has the collection was looked at before.
  return networkEndpointGroups(cloud as NetworkEndpointGroups, zone);
}

/** The same of a collection whose resources can be changed. */
export function changeableCalls(cloud: ConformingCloud, kind: ChangeableKind, zone: string): ChangeableCalls {
  // Whether the cloud has the collection was looked at before; resources are passed on as they are.
  switch (kind) {
    case 'backendServices':
      return backendServices(cloud as BackendServices);
    case 'healthChecks':
      return healthChecks(cloud as HealthChecks);
    case 'instanceGroups':
      return instanceGroups(cloud as InstanceGroups, zone);
  }
}

function backendServices(cloud: BackendServices): ChangeableCalls {
  return {
    get: async (name) => asResource(await cloud.getBackendService(name)),
    create: (resource, options) => cloud.createBackendService(resource, options),
    update: (resource, options) => cloud.updateBackendService(resource, options),
    ...(cloud.patchBackendService !== undefined && {
      patch: async (name, patch, options) => cloud.patchBackendService?.(name, patch, options),
    }),
    delete: (name, options) => cloud.deleteBackendService(name, options),
    list: async (options) => (await cloud.listBackendServices(options)).map((each) => asResource(each)),
  };
}

function healthChecks(cloud: HealthChecks): ChangeableCalls {
  return {
    get: async (name) => asResource(await cloud.getHealthCheck(name)),
    create: (resource, options) => cloud.createHealthCheck(resource, options),
    update: (resource, options) => cloud.updateHealthCheck(resource, options),
    ...(cloud.patchHealthCheck !== undefined && {
      patch: async (name, patch, options) => cloud.patchHealthCheck?.(name, patch, options),
    }),
    delete: (name, options) => cloud.deleteHealthCheck(name, options),
    list: async (options) => (await cloud.listHealthChecks(options)).map((each) => asResource(each)),
  };
}

function instanceGroups(cloud: InstanceGroups, zone: string): ChangeableCalls {
  return {
    get: async (name) => asResource(await cloud.getInstanceGroup(name, zone)),
    create: (resource, options) => cloud.createInstanceGroup(resource, zone, options),
    update: ({ name = '', namedPorts, fingerprint }, options) =>
      cloud.setNamedPorts(name, zone, namedPorts as readonly NamedPort[], fingerprint, options),
    delete: (name, options) => cloud.deleteInstanceGroup(name, zone, options),
    list: async (options) =>
      (await groupsIn(zone, cloud, options))
        .filter((group) => lastSegment(group.zone ?? zone) === zone)
        .map((each) => asResource(each)),
  };
}

/** By the list that pools go by, where a cloud has it. @throws Error where it leaves the zone out: what is there is not absent. */
async function groupsIn(zone: string, cloud: InstanceGroups, options?: ListOptions): Promise<readonly InstanceGroup[]> {
  const reachable = await cloud.listReachableInstanceGroups?.(options);
  if (reachable === undefined) return cloud.listInstanceGroups(options);
  const { items, unreachable } = reachable;
  const leftOut = unreachable.find(({ scope }) => scope === `zones/${zone}`);
  if (leftOut !== undefined) throw new Error(`the list of instance groups leaves out ${leftOut.scope}: ${leftOut.why}`);
  return items;
}

function networkEndpointGroups(cloud: NetworkEndpointGroups, zone: string): CollectionCalls {
  return {
    get: async (name) => asResource(await cloud.getNetworkEndpointGroup(name, zone)),
    create: (resource, options) => cloud.createNetworkEndpointGroup(resource, zone, options),
    delete: (name, options) => cloud.deleteNetworkEndpointGroup(name, zone, options),
    list: async (options) =>
      (await cloud.listNetworkEndpointGroups(options))
        .filter((group) => lastSegment(group.zone ?? zone) === zone)
        .map((each) => asResource(each)),
  };
}

/** Every resource of the API is an object with fields. */
const asResource = (resource: object): Resource => resource as Resource;
