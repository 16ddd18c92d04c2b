import type { ApiVersion } from '@gcepool/api';
import { fromEntry, toEntry } from './entry-json.ts';
import type { Json, JsonObject } from './json.ts';
import { asObject } from './json.ts';
import type { OrderedMap } from './ordered-map.ts';
import type { BehaviourChange } from './entry-rules.ts';
import type { State } from './state.ts';
import type { QuotaLimit } from './usage.ts';

/** All that a simulator remembers, as JSON. Later releases read the snapshots of earlier ones. */
export interface Snapshot {
  readonly format: 'gcepool-simulator';
  /** Version 1 knew neither `quotas` nor `behaviours`. */
  readonly version: 1 | 2;
  /** Virtual time, in milliseconds since the epoch. */
  readonly now: number;
  /** What it was at first. Default: `now`. */
  readonly startTime?: number;
  readonly sequence: number;
  /** Path and entry of every resource, operations included, by path. */
  readonly resources: readonly (readonly [string, JsonObject])[];
  readonly locks: readonly (readonly [string, string])[];
  readonly pending: readonly (readonly [string, string])[];
  /** Paths of the finished operations, oldest first. */
  readonly finished: readonly string[];
  readonly requests: readonly (readonly [string, string])[];
  /** Limits that were set. */
  readonly quotas?: readonly (readonly [string, QuotaLimit])[];
  /** The latest version of the API through which anything was written. Default: v1. */
  readonly apiVersion?: ApiVersion;
  /** What instances and endpoints do on their ports, where anything was said of them. */
  readonly behaviours?: readonly (readonly [string, readonly BehaviourChange[]])[];
  /** What is known beside the resources: the services of a project, for one. Absent where nothing is. */
  readonly told?: readonly (readonly [string, JsonObject])[];
}

export function takeSnapshot(state: State): Snapshot {
  const resources: [string, JsonObject][] = [];
  state.scan((path, entry) => void resources.push([path, fromEntry(entry)]));
  return {
    format: 'gcepool-simulator',
    version: 2,
    now: state.now,
    startTime: state.startTime,
    sequence: state.sequence,
    resources,
    locks: state.locks.sorted(),
    pending: entriesOf(state.pending),
    finished: state.finished.values(),
    requests: state.requests.sorted(),
    quotas: entriesOf(state.quotas),
    behaviours: entriesOf(state.behaviours),
    ...(state.told.size === 0 ? {} : { told: entriesOf(state.told) }),
    ...(state.version === 'v1' ? {} : { apiVersion: state.version }),
  };
}

/**
 * Fills a fresh state from a snapshot.
 *
 * @throws TypeError if it is not a snapshot, or one of a version this release does not know, or a part of it is missing
 */
export function restoreSnapshot(snapshot: Snapshot, state: State): State {
  if (snapshot?.format !== 'gcepool-simulator') throw new TypeError('This is no snapshot of a gcepool simulator');
  if (snapshot.version !== 1 && snapshot.version !== 2) {
    throw new TypeError(
      `Snapshot version ${String(snapshot.version)} is not known to this release, which reads versions 1 and 2`,
    );
  }
  for (const name of ['now', 'sequence'] as const) checkPart(name, 'a number', Number.isFinite(snapshot[name]));
  for (const name of ['resources', 'locks', 'pending', 'finished', 'requests'] as const)
    checkPart(name, 'a list', Array.isArray(snapshot[name]));
  state.now = snapshot.now;
  state.startTime = snapshot.startTime ?? snapshot.now;
  state.sequence = snapshot.sequence;
  state.version = readVersion(snapshot.apiVersion);
  for (const [path, value] of snapshot.resources) {
    state.restore(path, toEntry(value));
  }
  for (const name of ['locks', 'pending', 'requests'] as const) {
    for (const [key, value] of snapshot[name]) state[name].set(key, value);
  }
  for (const path of snapshot.finished) state.finished.push(path);
  for (const [key, limit] of snapshot.quotas ?? []) state.quotas.set(key, limit);
  for (const [target, history] of snapshot.behaviours ?? []) state.behaviours.set(target, history);
  for (const [key, value] of snapshot.told ?? []) state.told.set(key, value);
  reservePending(state);
  return state;
}

function checkPart(name: keyof Snapshot, kind: string, isOne: boolean): void {
  if (!isOne) throw new TypeError(`The snapshot's ${name} must be ${kind}`);
}

function readVersion(version: ApiVersion = 'v1'): ApiVersion {
  if (version === 'v1' || version === 'beta' || version === 'alpha') return version;
  throw new TypeError(`The snapshot's apiVersion must be v1, beta or alpha; got '${String(version)}'`);
}

/** What unfinished operations are about to write counts as a reference already, and as usage. */
function reservePending(state: State): void {
  const operations = new Set(state.locks.sorted().map(([, operation]) => operation));
  for (const operation of operations) {
    const { writes, claims } = state.get(operation)?.hidden ?? {};
    for (const [key, more] of Object.entries(asObject(claims))) state.use(key, Number(more));
    if (!Array.isArray(writes)) continue;
    for (const [path, value] of writes as readonly (readonly [string, Json])[]) {
      if (value !== null) state.reserve(path, toEntry(asObject(value)));
    }
  }
}

const entriesOf = <V>(map: OrderedMap<V>): readonly (readonly [string, V])[] => {
  const entries: (readonly [string, V])[] = [];
  map.scan('', (key, value) => void entries.push([key, value]));
  return entries;
};
