import type { Zone } from '@gcepool/api';
import type { Zones } from '@gcepool/core';
import type { Api } from './api.ts';
import { pageItems } from './page-items.ts';

/** The zones of the API's project. */
export function zones(api: Api): Zones {
  return {
    async listZones() {
      const pages = await api.readPages({ collection: 'zones', verb: 'list', path: 'zones' });
      return pageItems<Zone>(pages).flatMap(({ name, status }) =>
        name !== undefined && status === 'UP' ? [name] : [],
      );
    },
  };
}
