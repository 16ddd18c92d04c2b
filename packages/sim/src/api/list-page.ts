import type { Call } from '../collections/call.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { ListQuery } from './list-query.ts';
import { readListQuery } from './list-query.ts';
import { creationTime } from './order-by.ts';
import { pageTokenAt } from './page-token.ts';
import type { Visited } from './visit-collection.ts';
import { visitCollection } from './visit-collection.ts';

/** One page of a list. */
export interface ListPage {
  /** What the page holds of each collection path; collections with nothing on this page are left out. */
  readonly hits: ReadonlyMap<string, readonly JsonObject[]>;
  /** Absent on the last page. */
  readonly nextPageToken: string | undefined;
}

/** Where resources are looked for. */
export interface ListSource extends Visited {
  /** Paths of the collection in all scopes that are listed, sorted. */
  readonly parents: readonly string[];
  readonly itemSchema: string | undefined;
}

/** The page of a list that a request asks for. @throws Refusal for what GCE refuses */
export function listPage(call: Call, source: ListSource): ListPage {
  const query = readListQuery(call, source.itemSchema, source.collection.reading?.sortsFiltered === true);
  const { found, next } = query.order === 'name' ? pageByName(query, source) : pageOfNewest(query, source);
  const hits = new Map<string, JsonObject[]>();
  for (const { parent, resource } of found) {
    const others = hits.get(parent);
    if (others === undefined) hits.set(parent, [resource]);
    else others.push(resource);
  }
  return { hits, nextPageToken: next === undefined ? undefined : pageTokenAt(call, next) };
}

interface Found {
  readonly parent: string;
  readonly path: string;
  readonly resource: JsonObject;
}

interface Page {
  readonly found: readonly Found[];
  /** Where the next page begins. */
  readonly next: string | undefined;
}

/** Costs what the page holds, however long the list. Pages begin at a path. */
function pageByName(query: ListQuery, source: ListSource): Page {
  const found: Found[] = [];
  let next: string | undefined;
  for (const parent of source.parents) {
    const from = startIn(parent, query.start);
    if (from === undefined) continue;
    const isOn = visitCollection(source, parent, from, (path, resource) => {
      if (!query.matches(resource)) return true;
      if (found.length < query.limit) found.push({ parent, path, resource });
      else next = path;
      return next === undefined;
    });
    if (!isOn) break;
  }
  return { found, next };
}

/** The name from which on a page takes resources of `parent`; undefined if earlier pages had them all. */
function startIn(parent: string, start: string | undefined): string | undefined {
  if (start === undefined || parent > start) return '';
  const prefix = `${parent}/`;
  return start.startsWith(prefix) ? start.slice(prefix.length) : undefined;
}

/** Costs what the list holds, for there is no index by time. Pages begin at a time and, within it, at a path. */
function pageOfNewest(query: ListQuery, source: ListSource): Page {
  const all: (Found & { readonly time: number })[] = [];
  for (const parent of source.parents) {
    visitCollection(source, parent, '', (path, resource) => {
      if (query.matches(resource)) all.push({ parent, path, resource, time: creationTime(resource) });
      return true;
    });
  }
  // By name where times are equal: parents and names were visited in order, and sorting is stable.
  all.sort((a, b) => b.time - a.time);
  const [, time = '', path = ''] = /^(\d+) (.*)$/s.exec(query.start ?? '') ?? [];
  const isFirst = query.start === undefined;
  const begin = isFirst
    ? 0
    : all.findIndex((one) => one.time < Number(time) || (one.time === Number(time) && one.path >= path));
  const found = begin === -1 ? [] : all.slice(begin, begin + query.limit);
  const next = begin === -1 ? undefined : all[begin + query.limit];
  return { found, next: next === undefined ? undefined : `${next.time} ${next.path}` };
}
