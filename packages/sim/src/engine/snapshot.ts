import { fromEntry, toEntry } from './entry-json.ts';
import type { Json, JsonObject } from './json.ts';
import { asObject } from './json.ts';
import type { OrderedMap } from './ordered-map.ts';
import type { State } from './state.ts';

/** All that a simulator remembers, as JSON. Later releases read the snapshots of earlier ones. */
export interface Snapshot {
  readonly format: 'gcepool-simulator';
  readonly version: 1;
  /** Virtual time, in milliseconds since the epoch. */
  readonly now: number;
  readonly sequence: number;
  /** Path and entry of every resource, operations included, by path. */
  readonly resources: readonly (readonly [string, JsonObject])[];
  readonly locks: readonly (readonly [string, string])[];
  readonly pending: readonly (readonly [string, string])[];
  /** Paths of the finished operations, oldest first. */
  readonly finished: readonly string[];
  readonly requests: readonly (readonly [string, string])[];
}

export function takeSnapshot(state: State): Snapshot {
  const resources: [string, JsonObject][] = [];
  state.scan((path, entry) => void resources.push([path, fromEntry(entry)]));
  return {
    format: 'gcepool-simulator',
    version: 1,
    now: state.now,
    sequence: state.sequence,
    resources,
    locks: state.locks.sorted(),
    pending: entriesOf(state.pending),
    finished: state.finished.values(),
    requests: state.requests.sorted(),
  };
}

/**
 * Fills a fresh state from a snapshot.
 *
 * @throws TypeError if it is not a snapshot, or one of a version this release does not know
 */
export function restoreSnapshot(snapshot: Snapshot, state: State): State {
  if (snapshot?.format !== 'gcepool-simulator') throw new TypeError('This is no snapshot of a gcepool simulator');
  if (snapshot.version !== 1) {
    throw new TypeError(
      `Snapshot version ${String(snapshot.version)} is not known to this release, which reads version 1`,
    );
  }
  state.now = snapshot.now;
  state.sequence = snapshot.sequence;
  for (const [path, value] of snapshot.resources) {
    const entry = toEntry(value);
    state.put(path, entry);
  }
  for (const name of ['locks', 'pending', 'requests'] as const) {
    for (const [key, value] of snapshot[name]) state[name].set(key, value);
  }
  for (const path of snapshot.finished) state.finished.push(path);
  reservePending(state);
  return state;
}

/** What unfinished operations are about to write counts as a reference already. */
function reservePending(state: State): void {
  const operations = new Set(state.locks.sorted().map(([, operation]) => operation));
  for (const operation of operations) {
    const writes = state.get(operation)?.hidden?.['writes'];
    if (!Array.isArray(writes)) continue;
    for (const [path, value] of writes as readonly (readonly [string, Json])[]) {
      if (value !== null) state.reserve(path, toEntry(asObject(value)));
    }
  }
}

const entriesOf = (map: OrderedMap<string>): readonly (readonly [string, string])[] => {
  const entries: (readonly [string, string])[] = [];
  map.scan('', (key, value) => void entries.push([key, value]));
  return entries;
};
