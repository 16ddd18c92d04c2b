import type { ListOptions, ReachableItems, UnreachableScope } from '@gcepool/core';
import type { Api } from './api.ts';
import type { Call, Collection } from './call.ts';
import { GceError } from './gce-error.ts';
import { listOr, objectOr, stringOr } from './json.ts';

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
  const { items, unreachable } = scopedItems<T>(
    api,
    collection,
    await api.readPages(callOf(collection, filter)),
    scopes,
  );
  const [first] = unreachable;
  if (first !== undefined) throw unreachableError(api, collection, leftOutText(first.scope));
  return [...items];
}

/**
 * The same of the scopes that GCE can reach, and which zones and regions it cannot.
 *
 * @throws GceError with code 503 if GCE left out what is global, or something that is no scope by its name: it may be anything.
 */
export async function reachableItems<T>(
  api: Api,
  collection: Collection,
  { filter }: ListOptions = {},
  scopes: RegExp = /./,
): Promise<ReachableItems<T>> {
  // The reference recommends it "to prevent failure": without it, one scope out of reach fails the whole list.
  const partial = { ...callOf(collection, filter), undeclared: { returnPartialSuccess: 'true' } };
  const found = scopedItems<T>(api, collection, await api.readPages(partial), scopes);
  if (found.unreachable.some(({ scope }) => scope === GLOBAL)) {
    throw unreachableError(api, collection, leftOutText(GLOBAL));
  }
  return found;
}

const callOf = (collection: Collection, filter: string | undefined): Call => ({
  collection,
  verb: 'aggregatedList',
  path: `aggregated/${collection}`,
  parameters: { filter },
});

function scopedItems<T>(
  api: Api,
  collection: Collection,
  pages: readonly unknown[],
  scopes: RegExp,
): ReachableItems<T> {
  const leftOut = new Set(pages.flatMap((page) => leftOutOf(page)));
  const unknown = [...leftOut].find((scope) => !SCOPE.test(scope));
  if (unknown !== undefined) throw unreachableError(api, collection, leftOutText(unknown));
  const unreachable = [...leftOut].filter((scope) => scopes.test(scope));
  const items = pages
    .flatMap((page) => Object.entries(objectOr(objectOr(page)['items'])))
    // What another page has of such a scope is a part of it.
    .filter(([scope]) => scopes.test(scope) && !leftOut.has(scope))
    // The items are taken at their word: their type is the API's own.
    .flatMap(([, content]) => listOr(objectOr(content)[collection]) as readonly T[]);
  return {
    items,
    unreachable: unreachable.map((scope): UnreachableScope => ({ scope, why: 'GCE could not reach it' })),
  };
}

const GLOBAL = 'global';

const SCOPE = /^(?:global|(?:zones|regions)\/[^/]+)$/;

/** The scopes that a page says are out of reach: in `unreachables`, in a warning of their own, or in one of the page. */
function leftOutOf(page: unknown): readonly string[] {
  const { items, unreachables, warning } = objectOr(page);
  const warned = Object.entries(objectOr(items)).filter(([, content]) => isUnreachable(objectOr(content)['warning']));
  return [
    ...warned.map(([scope]) => scope),
    ...listOr(unreachables).map((url) => scopeOf(String(url))),
    ...(isUnreachable(warning) ? scopesOfWarning(warning) : []),
  ];
}

const isUnreachable = (warning: unknown): boolean => objectOr(warning)['code'] === 'UNREACHABLE';

function scopesOfWarning(warning: unknown): readonly string[] {
  const { data, message } = objectOr(warning);
  const named = listOr(data).flatMap((entry) => stringOr(objectOr(entry)['value']) ?? []);
  return named.length === 0 ? [String(message)] : named.map((value) => scopeOf(value));
}

/** `zones/z` of a URL that ends in it; anything else as it is. */
const scopeOf = (url: string): string => /(?:^|\/)(global|(?:zones|regions)\/[^/]+)$/.exec(url)?.[1] ?? url;

const leftOutText = (scope: string): string => `GCE could not reach ${scope} and left it out of the list`;

function unreachableError({ project }: Api, collection: Collection, detail: string): GceError {
  return new GceError({
    code: 503,
    reason: 'unreachable',
    method: `${collection}.aggregatedList`,
    resource: `projects/${project}/aggregated/${collection}`,
    detail,
  });
}
