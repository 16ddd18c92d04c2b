import { dueTimeOf } from './operation.ts';
import { referencedPath } from './reference-path.ts';
import { collectionOf, nameOf } from './resource-path.ts';
import type { State } from './state.ts';

/** When the last unfinished operation of all projects is due; undefined if none is. */
export function dueOfAll(state: State): number | undefined {
  let latest: number | undefined;
  state.pending.scan('', (key) => {
    const due = dueTimeOf(key);
    if (latest === undefined || due > latest) latest = due;
  });
  return latest;
}

/** Whether an unfinished operation of any project is due until `now`. */
export function isAnyDue(state: State, now: number): boolean {
  let isDue = false;
  state.pending.scan('', (key) => {
    isDue = dueTimeOf(key) <= now;
    return !isDue;
  });
  return isDue;
}

/** When an operation is done, or has been: 0 for one that is done, `Infinity` for one that never is. */
export function completesAt(path: string, state: State): number {
  if (state.get(path)?.resource['status'] === 'DONE') return 0;
  let due = Infinity;
  state.pending.scan('', (key, operation) => {
    if (operation !== path) return true;
    due = dueTimeOf(key);
    return false;
  });
  return due;
}

/** The path of an operation from its name, path or link; undefined if there is none. */
export function findOperation(operation: string, state: State): string | undefined {
  const path = operation.includes('/') ? referencedPath(operation, '') : findByName(operation, state);
  const isKnown = path !== undefined && collectionOf(path) === 'operations' && state.get(path) !== undefined;
  return isKnown ? path : undefined;
}

function findByName(name: string, state: State): string | undefined {
  let found: string | undefined;
  state.pending.scan('', (_key, path) => {
    if (nameOf(path) === name) found = path;
    return found === undefined;
  });
  const isIt = (path: string): boolean => nameOf(path) === name;
  // One that never ends is nowhere but in the locks it holds.
  return found ?? state.finished.values().findLast(isIt) ?? state.locks.sorted().find(([, path]) => isIt(path))?.[1];
}
