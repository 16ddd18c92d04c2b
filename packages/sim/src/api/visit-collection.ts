import { parentOf } from '../kernel/resource-path.ts';
import type { Collection } from '../collections/collection.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import type { Entry } from '../kernel/entry.ts';

/** Takes a resource as a GET shows it; false ends the visit. */
export type Visit = (path: string, resource: JsonObject) => boolean;

/**
 * Visits the resources of one collection in one scope, by name, from a name on: the stored ones and those that exist in
 * every project.
 *
 * @param parent path of the collection, as `projects/p/global/backendServices`
 * @returns false if `visit` ended it
 */
export function visitCollection(
  collection: Collection,
  parent: string,
  from: string,
  state: State,
  visit: Visit,
): boolean {
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
      if (!visit(fixedPath, shown(collection, fixedPath, { resource }, state))) return false;
    }
    return true;
  };
  let isOn = true;
  state.scanCollection(parent, from, (path, entry) => {
    isOn = visitFixed(path) && visit(path, shown(collection, path, entry, state));
    return isOn;
  });
  return isOn && visitFixed(undefined);
}

/** A stored resource with what is derived from others. */
export function shown(collection: Collection, path: string, entry: Entry, state: State): JsonObject {
  const derive = collection.reading?.derive;
  if (derive === undefined) return entry.resource;
  const derived = derive(path, entry, state);
  return Object.keys(derived).length === 0 ? entry.resource : { ...entry.resource, ...derived };
}
