import type { HealthCheck } from '@gcepool/api';
import type { HealthChecks, ListOptions, ReachableItems } from '@gcepool/core';
import { aggregatedItems, reachableItems } from './aggregated-items.ts';
import type { Api } from './api.ts';
import type { MutationOptions } from './options.ts';
import { pageItems } from './page-items.ts';
import { globalScope, type Scope } from './scope.ts';

/** {@link HealthChecks} whose mutations take {@link MutationOptions}. */
export interface GceHealthChecks extends HealthChecks {
  updateHealthCheck(healthCheck: HealthCheck, options?: MutationOptions): Promise<void>;
  patchHealthCheck(name: string, patch: HealthCheck, options?: MutationOptions): Promise<void>;
  createHealthCheck(healthCheck: HealthCheck, options?: MutationOptions): Promise<void>;
  deleteHealthCheck(name: string, options?: MutationOptions): Promise<void>;
}

/** The health checks of the API's project, global or of one region. */
export function healthChecks(api: Api, scope: Scope = globalScope): GceHealthChecks {
  const collection = scope === globalScope ? 'healthChecks' : 'regionHealthChecks';
  const all = { collection, path: `${scope.path}/healthChecks`, parameters: scope.parameters } as const;
  const one = (name = '') =>
    ({ collection, path: `${all.path}/${name}`, parameters: { ...scope.parameters, healthCheck: name } }) as const;
  return {
    // The answer is taken at its word: its type is the API's own.
    getHealthCheck: async (name) => (await api.read({ ...one(name), verb: 'get' })) as HealthCheck,
    listHealthChecks: async ({ filter } = {}) =>
      pageItems(await api.readPages({ ...all, verb: 'list', parameters: { ...scope.parameters, filter } })),
    createHealthCheck: (body, options) =>
      api.mutate({ ...all, path: one(body.name).path, verb: 'insert', body }, options),
    updateHealthCheck: (body, options) => api.mutate({ ...one(body.name), verb: 'update', body }, options),
    patchHealthCheck: (name, body, options) => api.mutate({ ...one(name), verb: 'patch', body }, options),
    deleteHealthCheck: (name, options) => api.mutate({ ...one(name), verb: 'delete' }, options),
  };
}

/** The health checks of the API's project, global and of all regions. */
export function allHealthChecks(api: Api, options?: ListOptions): Promise<HealthCheck[]> {
  return aggregatedItems(api, 'healthChecks', options);
}

/** Those of the regions that can be reached, and which cannot. */
export function reachableHealthChecks(api: Api, options?: ListOptions): Promise<ReachableItems<HealthCheck>> {
  return reachableItems(api, 'healthChecks', options);
}
