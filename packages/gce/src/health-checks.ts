import type { HealthCheck } from '@gcepool/api';
import type { HealthChecks } from '@gcepool/core';
import type { Api } from './api.ts';
import type { MutationOptions } from './options.ts';
import { pageItems } from './page-items.ts';

/** {@link HealthChecks} whose mutations take {@link MutationOptions}. */
export interface GceHealthChecks extends HealthChecks {
  updateHealthCheck(healthCheck: HealthCheck, options?: MutationOptions): Promise<void>;
  createHealthCheck(healthCheck: HealthCheck, options?: MutationOptions): Promise<void>;
  deleteHealthCheck(name: string, options?: MutationOptions): Promise<void>;
}

const collection = 'healthChecks';
const all = `global/${collection}`;
const one = (name = '') => ({ collection, path: `${all}/${name}`, parameters: { healthCheck: name } }) as const;

/** The global health checks of the API's project. */
export function healthChecks(api: Api): GceHealthChecks {
  return {
    // The answer is taken at its word: its type is the API's own.
    getHealthCheck: async (name) => (await api.read({ ...one(name), verb: 'get' })) as HealthCheck,
    listHealthChecks: async () => pageItems(await api.readPages({ collection, verb: 'list', path: all })),
    createHealthCheck: (body, options) =>
      api.mutate({ collection, path: one(body.name).path, verb: 'insert', body }, options),
    updateHealthCheck: (body, options) => api.mutate({ ...one(body.name), verb: 'update', body }, options),
    deleteHealthCheck: (name, options) => api.mutate({ ...one(name), verb: 'delete' }, options),
  };
}
