import { toEntry } from './entry-json.ts';
import type { Entry } from './entry.ts';
import type { Json } from './json.ts';
import { asArray, asString, isObject } from './json.ts';
import type { State } from './state.ts';

/** What an unfinished operation will make of a resource; `null` if it removes it, undefined if none writes it. */
export function plannedEntry(state: State, path: string): Entry | null | undefined {
  const operation = state.locks.get(path);
  if (operation === undefined) return undefined;
  const write = asArray(state.get(operation)?.hidden?.['writes'])
    .map(asArray)
    .find(([target]) => target === path);
  return write === undefined ? undefined : (writtenEntry(write) ?? null);
}

/** What an unfinished operation holds of an entry that it writes; undefined if it removes it. */
const writtenEntry = ([, value]: readonly Json[]): Entry | undefined => (isObject(value) ? toEntry(value) : undefined);

/** All that an unfinished operation will leave: what it writes, on top of what the operations write that it waits for. */
export function plannedWrites(state: State, operation: string): ReadonlyMap<string, Entry | undefined> {
  const planned = new Map<string, Entry | undefined>();
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    // Of a finished one nothing is left to be done.
    const { follows, writes } = state.get(path)?.hidden ?? {};
    for (const earlier of asArray(follows)) visit(asString(earlier));
    for (const write of asArray(writes).map(asArray)) planned.set(asString(write[0]), writtenEntry(write));
  };
  visit(operation);
  return planned;
}
