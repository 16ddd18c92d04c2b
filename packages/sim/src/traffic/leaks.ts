import type { LoggedCall } from './logged-call.ts';

/** A resource that was made by an insert and is still there. */
export interface Leak {
  readonly path: string;
  /** Such as `backendServices.insert`. */
  readonly method: string;
  /** Of the call that made it. */
  readonly sequence: number;
  readonly user: string;
}

/** What the inserts among some calls have made and what is still there, by path. Of a resource made twice the last insert counts. */
export function leaksIn(calls: readonly LoggedCall[], exists: (path: string) => boolean): readonly Leak[] {
  const leaks = new Map<string, Leak>();
  for (const { more, method = '', sequence, user } of calls) {
    const created = more?.created;
    if (created !== undefined) leaks.set(created, { path: created, method, sequence, user });
  }
  return [...leaks.values()].filter(({ path }) => exists(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
