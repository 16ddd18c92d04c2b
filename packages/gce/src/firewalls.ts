import type { Firewalls } from '@gcepool/core';
import type { Api } from './api.ts';
import { pageItems } from './page-items.ts';

/** The firewall rules of the API's project. */
export function firewalls(api: Api): Firewalls {
  return {
    listFirewalls: async ({ filter } = {}) =>
      pageItems(
        await api.readPages({
          collection: 'firewalls',
          verb: 'list',
          path: 'global/firewalls',
          parameters: { filter },
        }),
      ),
  };
}
