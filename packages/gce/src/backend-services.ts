import type { BackendService, BackendServiceGroupHealth } from '@gcepool/api';
import type { BackendServices } from '@gcepool/core';
import type { Api } from './api.ts';
import type { MutationOptions } from './options.ts';
import { pageItems } from './page-items.ts';

/** {@link BackendServices} whose mutations take {@link MutationOptions}. */
export interface GceBackendServices extends BackendServices {
  updateBackendService(backendService: BackendService, options?: MutationOptions): Promise<void>;
  createBackendService(backendService: BackendService, options?: MutationOptions): Promise<void>;
  deleteBackendService(name: string, options?: MutationOptions): Promise<void>;
}

const collection = 'backendServices';
const all = `global/${collection}`;
const one = (name = '') => ({ collection, path: `${all}/${name}`, parameters: { backendService: name } }) as const;

/** The global backend services of the API's project. */
export function backendServices(api: Api): GceBackendServices {
  return {
    // The answers are taken at their word: their types are the API's own.
    getBackendService: async (name) => (await api.read({ ...one(name), verb: 'get' })) as BackendService,
    getHealth: async (name, group) =>
      (await api.read({ ...one(name), verb: 'getHealth', body: { group } })) as BackendServiceGroupHealth,
    listBackendServices: async () => pageItems(await api.readPages({ collection, verb: 'list', path: all })),
    createBackendService: (body, options) =>
      api.mutate({ collection, path: one(body.name).path, verb: 'insert', body }, options),
    updateBackendService: (body, options) => api.mutate({ ...one(body.name), verb: 'update', body }, options),
    deleteBackendService: (name, options) => api.mutate({ ...one(name), verb: 'delete' }, options),
  };
}
