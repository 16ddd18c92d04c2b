import type { BackendService, BackendServiceGroupHealth } from '@gcepool/api';
import type { BackendServices, ListOptions, ReachableItems } from '@gcepool/core';
import { aggregatedItems, reachableItems } from './aggregated-items.ts';
import type { Api } from './api.ts';
import type { MutationOptions } from './options.ts';
import { pageItems } from './page-items.ts';
import { globalScope, type Scope } from './scope.ts';

/** {@link BackendServices} whose mutations take {@link MutationOptions}. */
export interface GceBackendServices extends BackendServices {
  updateBackendService(backendService: BackendService, options?: MutationOptions): Promise<void>;
  patchBackendService(name: string, patch: BackendService, options?: MutationOptions): Promise<void>;
  createBackendService(backendService: BackendService, options?: MutationOptions): Promise<void>;
  deleteBackendService(name: string, options?: MutationOptions): Promise<void>;
  setSecurityPolicy(name: string, securityPolicy: string, options?: MutationOptions): Promise<void>;
}

/** The backend services of the API's project, global or of one region. */
export function backendServices(api: Api, scope: Scope = globalScope): GceBackendServices {
  const collection = scope === globalScope ? 'backendServices' : 'regionBackendServices';
  const all = { collection, path: `${scope.path}/backendServices`, parameters: scope.parameters } as const;
  const one = (name = '') =>
    ({
      collection,
      path: `${all.path}/${name}`,
      parameters: { ...scope.parameters, backendService: name },
    }) as const;
  return {
    // The answers are taken at their word: their types are the API's own.
    getBackendService: async (name) => (await api.read({ ...one(name), verb: 'get' })) as BackendService,
    getHealth: async (name, group) =>
      (await api.read({ ...one(name), verb: 'getHealth', body: { group } })) as BackendServiceGroupHealth,
    listBackendServices: async ({ filter } = {}) =>
      pageItems(await api.readPages({ ...all, verb: 'list', parameters: { ...scope.parameters, filter } })),
    createBackendService: (body, options) =>
      api.mutate({ ...all, path: one(body.name).path, verb: 'insert', body }, options),
    updateBackendService: (body, options) => api.mutate({ ...one(body.name), verb: 'update', body }, options),
    patchBackendService: (name, body, options) => api.mutate({ ...one(name), verb: 'patch', body }, options),
    deleteBackendService: (name, options) => api.mutate({ ...one(name), verb: 'delete' }, options),
    setSecurityPolicy: (name, securityPolicy, options) =>
      // None is said by saying nothing.
      api.mutate(
        { ...one(name), verb: 'setSecurityPolicy', body: securityPolicy === '' ? {} : { securityPolicy } },
        options,
      ),
  };
}

/** The backend services of the API's project, global and of all regions. */
export function allBackendServices(api: Api, options?: ListOptions): Promise<BackendService[]> {
  return aggregatedItems(api, 'backendServices', options);
}

/** Those of the regions that can be reached, and which cannot. */
export function reachableBackendServices(api: Api, options?: ListOptions): Promise<ReachableItems<BackendService>> {
  return reachableItems(api, 'backendServices', options);
}
