import { changedItems } from '../kernel/changed-items.ts';
import type { Entry } from '../kernel/entry.ts';

/**
 * One incarnation of a resource, in a list of such: deleting the resource ends it, and another of the same name does not revive it. What
 * has no path is no resource, and stays.
 */
export interface Incarnation {
  readonly path?: string;
  readonly id?: string | undefined;
}

/** Where resources are looked up: a state, or a transaction with its own writes. */
export interface Incarnations {
  get(path: string): Entry | undefined;
  /** Another object after each removal: as long as it is the same one, all that was there is still there. Undefined: nobody knows. */
  readonly lastRemoval: object | undefined;
}

/** The last removal before all items of a list were found to be there. */
const foundSince = new WeakMap<readonly Incarnation[], object>();

/**
 * The items of a list that are still there: the list itself where all are, which is looked at once until something is removed.
 *
 * @param former a list that this one was made from: what they share is not looked at again. Default: none
 */
export function livingOf<T extends Incarnation>(
  list: readonly T[],
  entries: Incarnations,
  former: readonly T[] = [],
): readonly T[] {
  const { lastRemoval } = entries;
  const isFound = (all: readonly T[]): boolean => lastRemoval !== undefined && foundSince.get(all) === lastRemoval;
  if (isFound(list)) return list;
  const { start, end } = changedItems(list, isFound(former) ? former : []);
  for (let index = start; index < end; index++) {
    const item = list[index];
    if (item !== undefined && !lives(item, entries)) return list.filter((each) => lives(each, entries));
  }
  if (lastRemoval !== undefined) foundSince.set(list, lastRemoval);
  return list;
}

/** Looks which items of a new list are there, so that who asks for them finds it known. @param former what it was made from */
export function noteLiving<T extends Incarnation>(
  list: readonly T[],
  entries: Incarnations,
  former: readonly T[],
): readonly T[] {
  livingOf(list, entries, former);
  return list;
}

const lives = ({ path, id }: Incarnation, entries: Incarnations): boolean =>
  path === undefined || entries.get(path)?.resource['id'] === id;
