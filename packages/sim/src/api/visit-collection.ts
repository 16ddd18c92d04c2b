import type { ApiVersion } from '@gcepool/api';
import { parentOf } from '../kernel/resource-path.ts';
import type { Collection } from '../collections/collection.ts';
import type { JsonObject } from '../kernel/json.ts';
import { isSame } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import type { Entry } from '../kernel/entry.ts';

/** What is visited. */
export interface Visited {
  readonly collection: Collection;
  readonly state: State;
  /** Of the API: the one that is to show it. */
  readonly version: ApiVersion;
}

/** Takes a resource as a GET shows it; false ends the visit. */
export type Visit = (path: string, resource: JsonObject) => boolean;

/**
 * Visits the resources of one collection in one scope, by name, from a name on: the stored ones and those that exist in
 * every project.
 *
 * @param parent path of the collection, as `projects/p/global/backendServices`
 * @returns false if `visit` ended it
 */
export function visitCollection(source: Visited, parent: string, from: string, visit: Visit): boolean {
  const { collection, state } = source;
  const scope = parentOf(parent);
  const fixed = collection.reading?.fixed?.names(scope) ?? [];
  let next = fixed.findIndex((name) => name >= from);
  if (next === -1) next = fixed.length;
  /** Visits the fixed resources whose turn is before `path`; undefined stands for the end. */
  const visitFixed = (path: string | undefined): boolean => {
    for (; next < fixed.length; next++) {
      const name = fixed[next] ?? '';
      const fixedPath = `${parent}/${name}`;
      if (path !== undefined && fixedPath > path) return true;
      const resource = collection.reading?.fixed?.get(scope, name);
      if (resource === undefined || fixedPath === path) continue;
      if (!visit(fixedPath, shown(source, fixedPath, { resource }))) return false;
    }
    return true;
  };
  let isOn = true;
  state.scanCollection(parent, from, (path, entry) => {
    isOn = visitFixed(path) && visit(path, shown(source, path, entry));
    return isOn;
  });
  return isOn && visitFixed(undefined);
}

/** A stored resource with what is derived from others, and with what the version shows of every one. */
export function shown({ collection: { reading }, state, version }: Visited, path: string, entry: Entry): JsonObject {
  const resource = withFields(entry.resource, reading?.derive?.(path, entry, state));
  return version === 'v1' ? resource : withFields(resource, reading?.laterFields?.(path, resource));
}

interface Shown {
  readonly fields: JsonObject;
  readonly resource: JsonObject;
}

/** What was shown last, so that what was made of it, such as its text, is found again as long as nothing has changed. */
const shownLast = new WeakMap<JsonObject, Shown>();

function withFields(resource: JsonObject, fields: JsonObject | undefined): JsonObject {
  if (fields === undefined || Object.keys(fields).length === 0) return resource;
  const last = shownLast.get(resource);
  if (last !== undefined && isSame(last.fields, fields)) return last.resource;
  const now = { fields, resource: { ...resource, ...fields } };
  shownLast.set(resource, now);
  return now.resource;
}
