import type { ListOptions } from '@gcepool/core';
import type { Api } from './api.ts';
import type { Collection } from './call.ts';
import { GceError } from './gce-error.ts';
import { listOr, objectOr } from './json.ts';

/**
 * What the scopes of the API's project hold whose names match, all pages of the aggregated list.
 *
 * @throws GceError with code 503 if GCE could not reach a scope and left it out: a part would read as "the rest is absent".
 */
export async function aggregatedItems<T>(
  api: Api,
  collection: Collection,
  { filter }: ListOptions = {},
  scopes: RegExp = /./,
): Promise<T[]> {
  const call = {
    collection,
    verb: 'aggregatedList',
    path: `aggregated/${collection}`,
    parameters: { filter },
  } as const;
  return scopedItems(await api.readPages(call), api.project, collection, scopes);
}

function scopedItems<T>(pages: readonly unknown[], project: string, collection: string, scopes: RegExp): T[] {
  return pages
    .flatMap((page) => Object.entries(objectOr(objectOr(page)['items'])))
    .filter(([scope]) => scopes.test(scope))
    .flatMap(([scope, content]) => {
      const { warning, [collection]: items } = objectOr(content);
      if (objectOr(warning)['code'] === 'UNREACHABLE') {
        throw new GceError({
          code: 503,
          reason: 'unreachable',
          method: `${collection}.aggregatedList`,
          resource: `projects/${project}/aggregated/${collection}`,
          detail: `GCE could not reach ${scope} and left it out of the list`,
          cause: warning,
        });
      }
      // The items are taken at their word: their type is the API's own.
      return listOr(items) as readonly T[];
    });
}
