import type { Cloud, NetworkEndpointGroups } from '@gcepool/core';

/** The calls of a {@link Cloud} that change it. */
const mutations: ReadonlySet<string> = new Set<keyof Cloud | keyof NetworkEndpointGroups>([
  'createBackendService',
  'updateBackendService',
  'patchBackendService',
  'setSecurityPolicy',
  'deleteBackendService',
  'createHealthCheck',
  'updateHealthCheck',
  'patchHealthCheck',
  'deleteHealthCheck',
  'createInstanceGroup',
  'deleteInstanceGroup',
  'setNamedPorts',
  'addInstances',
  'removeInstances',
  'createNetworkEndpointGroup',
  'deleteNetworkEndpointGroup',
  'attachNetworkEndpoints',
  'detachNetworkEndpoints',
]);

/** A cloud, and the mutations that were made through it: `createBackendService {"name":"x"}`. */
export interface Recorded {
  readonly cloud: Cloud;
  readonly mutations: string[];
}

/** Passes every call on to `cloud`, and writes down those that change it. */
export function recorded(cloud: Cloud): Recorded {
  const made: string[] = [];
  const proxy = new Proxy(cloud, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...parameters: unknown[]): unknown => {
        if (mutations.has(String(key))) made.push([key, ...parameters.map((one) => JSON.stringify(one))].join(' '));
        return Reflect.apply(member, target, parameters);
      };
    },
  });
  return { cloud: proxy, mutations: made };
}
