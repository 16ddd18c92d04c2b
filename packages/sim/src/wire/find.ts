import { isIn } from '../kernel/resource-path.ts';
import { plannedEntry } from '../kernel/planned-writes.ts';
import { pathOf } from '../kernel/self-link.ts';
import type { State } from '../kernel/state.ts';
import type { Entry } from '../kernel/entry.ts';
import type { ResourceIn, Segment } from './wire.ts';

/** What entries can be looked up in: a state, or a transaction with its own writes. */
interface Entries {
  get(path: string): Entry | undefined;
}

/** The entry at a path, if it is one of that collection: `find(transaction, 'networks', path)`. */
export function find<S extends Segment>(
  entries: Entries,
  collection: S,
  path: string | undefined,
): Entry<ResourceIn<S>> | undefined {
  if (path === undefined || !isIn(path, collection)) return undefined;
  return typed<S>(entries.get(path));
}

/** The entry that a link of the simulator's own names, if it is one of that collection. */
export function findLinked<S extends Segment>(
  entries: Entries,
  collection: S,
  link: string | undefined,
): Entry<ResourceIn<S>> | undefined {
  return link === undefined ? undefined : find(entries, collection, pathOf(link));
}

/** What an unfinished operation will make of the resource at a path, if it is one of that collection. */
export function findPlanned<S extends Segment>(
  state: State,
  collection: S,
  path: string,
): Entry<ResourceIn<S>> | undefined {
  if (!isIn(path, collection)) return undefined;
  return typed<S>(plannedEntry(state, path) ?? undefined);
}

/** Visits the stored resources of one collection that refer to `target`, in order of their paths; `false` ends it. */
export function scanUsersIn<S extends Segment>(
  state: State,
  collection: S,
  target: string,
  visit: (user: Entry<ResourceIn<S>>, path: string, isWeak: boolean) => boolean | void,
): void {
  state.users.scan(target, (path, isWeak) => {
    const entry = isIn(path, collection) ? typed<S>(state.get(path)) : undefined;
    return entry === undefined ? true : visit(entry, path, isWeak);
  });
}

/** Visits the stored resources of one collection in one scope (`projects/p/global`), by name; `false` ends it. */
export function scanIn<S extends Segment>(
  state: State,
  collection: S,
  scope: string,
  visit: (path: string, entry: Entry<ResourceIn<S>>) => boolean | void,
): void {
  state.scanCollection(`${scope}/${collection}`, '', (path, entry) => visit(path, typed<S>(entry)));
}

/** What is kept under a collection's segment was read by the schema of that collection. */
function typed<S extends Segment>(entry: Entry): Entry<ResourceIn<S>>;
function typed<S extends Segment>(entry: Entry | undefined): Entry<ResourceIn<S>> | undefined;
function typed<S extends Segment>(entry: Entry | undefined): Entry<ResourceIn<S>> | undefined {
  return entry as Entry<ResourceIn<S>> | undefined;
}
