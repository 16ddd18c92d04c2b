import { apiVersions } from '@gcepool/api';
import { scopedListFieldOf } from '../src/api/list-field.ts';
import type { Routes } from '../src/api/routes.ts';
import { routesOf } from '../src/api/routes.ts';
import { collections } from '../src/collections/generated/collections.ts';
import type { Simulator } from '../src/index.ts';
import type { JsonObject } from '../src/kernel/json.ts';
import { asArray, asObject, asString } from '../src/kernel/json.ts';
import { parentOf } from '../src/kernel/resource-path.ts';

/** Where the requests of the fuzz make things. */
const PARENTS: Readonly<Record<string, string>> = {
  'projects/{project}/global': 'global',
  'projects/{project}/regions/{region}': 'regions/us-central1',
  'projects/{project}/zones/{zone}': 'zones/us-central1-a',
};

/** Collections that list more than what is stored: what is there without being made. */
const FIXED: ReadonlySet<string> = new Set(
  collections.filter(({ reading }) => reading?.fixed !== undefined).map(({ name }) => name),
);

/** What reads show of a project. */
export interface Reads {
  /** Everything that lists hold, in the order of the lists. */
  readonly listed: readonly string[];
  /** Where what is stored, get, list and aggregatedList do not agree. */
  readonly disagreements: readonly string[];
}

/** All that get, list and aggregatedList show of project `p1`, in every version of the API. */
export function readsOfAll(simulator: Simulator): Reads {
  const stored = new Map<string, string[]>();
  for (const [path] of simulator.snapshot().resources) {
    const siblings = stored.get(parentOf(path));
    if (siblings === undefined) stored.set(parentOf(path), [path]);
    else siblings.push(path);
  }
  const listed: string[] = [];
  const disagreements: string[] = [];
  for (const version of apiVersions) {
    const routes = routesOf(version);
    const read = (path: string): JsonObject => {
      const { status, body = {} } = simulator.handle({ method: 'GET', url: `/compute/${version}/${path}` });
      if (status !== 200) disagreements.push(`${version} ${path}: ${status}`);
      return body;
    };
    for (const [segment, scopes] of listsOf(routes)) {
      const isStored = scopes.some((scope) => stored.has(`projects/p1/${scope}/${segment}`));
      // The tables of the service are long, and the same whatever was sent.
      if (FIXED.has(segment) && !isStored) continue;
      const aggregated = aggregatedOf(routes, segment, read);
      for (const scope of scopes) {
        const parent = `projects/p1/${scope}/${segment}`;
        const got = (stored.get(parent) ?? []).map((path) => JSON.stringify(read(path)));
        const items = pagesOf(parent, read).flatMap(({ items: page }) =>
          asArray(page).map((item) => JSON.stringify(item)),
        );
        const others = aggregated?.(scope) ?? items;
        const isShown = FIXED.has(segment) ? got.every((text) => items.includes(text)) : isSame(got, items);
        if (!isShown) disagreements.push(`${version} ${parent}: get and list`);
        if (!isSame(items, others)) disagreements.push(`${version} ${parent}: list and aggregatedList`);
        listed.push(...items);
      }
    }
  }
  return { listed, disagreements };
}

/** The scopes in which collections are listed, by the segment of the collection. */
function listsOf({ all }: Routes): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const { method, segment } of all) {
    const scope = PARENTS[parentOf(method.path)];
    if (method.name !== 'list' || scope === undefined) continue;
    lists.set(segment, [...(lists.get(segment) ?? []), scope]);
  }
  return lists;
}

/** What an aggregated list has in a scope; undefined where a collection has none. */
function aggregatedOf(
  { all, model }: Routes,
  segment: string,
  read: (url: string) => JsonObject,
): ((scope: string) => readonly string[]) | undefined {
  const route = all.find(({ method }) => method.path === `projects/{project}/aggregated/${segment}`);
  if (route === undefined) return undefined;
  const field = scopedListFieldOf(route.method.response ?? '', model)?.name ?? segment;
  const pages = pagesOf(route.method.path.replace('{project}', 'p1'), read);
  return (scope) =>
    pages.flatMap(({ items }) => asArray(asObject(asObject(items)[scope])[field]).map((item) => JSON.stringify(item)));
}

function pagesOf(url: string, read: (url: string) => JsonObject): readonly JsonObject[] {
  const pages: JsonObject[] = [];
  let token = '';
  do {
    const page = read(`${url}?pageToken=${encodeURIComponent(token)}`);
    pages.push(page);
    token = asString(page['nextPageToken']);
  } while (token !== '');
  return pages;
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.toSorted().join() === others.toSorted().join();
