import type { Resource } from '../wire/wire.ts';
import type { JsonObject } from '../kernel/json.ts';
import { isSame } from '../kernel/json.ts';
import type { Entry } from '../kernel/entry.ts';
import type { ProbedFields } from './probed-fields.ts';
import { own } from '../kernel/own.ts';

/** What of the past an entry keeps for health probes. All times are virtual, in milliseconds. */
export type ProbeMemory = {
  /** Since when each part of the entry has been in it, by key. */
  readonly since?: Since;
  /** The parts that were removed lately, by key. */
  readonly removed?: Removed;
  /** Earlier versions of the fields that probes go by, oldest first. */
  readonly versions?: readonly Version[];
};

type Since = { readonly [key: string]: number };

/** A part of a group: a member of an instance group, or an endpoint and the instance it is on. */
export type Part = {
  readonly path?: string;
  readonly id?: string | undefined;
  readonly endpoint?: Resource<'NetworkEndpoint'>;
};

type Removed = { readonly [key: string]: RemovedPart };

/** A part, and when it was removed. */
export type RemovedPart = Part & { readonly at: number };

/** Some fields, and when the next version of them took their place. */
type Version = ProbedFields & { readonly until: number };

/** What of the past an entry keeps: `hidden.probing`. Empty where nothing was probed then. */
export const memoryOf = (entry: Entry | undefined): ProbeMemory =>
  // Nothing is kept under that name but what a `remember` of a collection gives.
  (entry?.hidden as { readonly probing?: ProbeMemory } | undefined)?.probing ?? {};

/** How many earlier versions of the fields that probes go by are kept; the oldest is taken to have held ever before. */
const KEPT_VERSIONS = 8;

/** @param fieldsOf what probes go by */
export function keepVersions<R extends JsonObject>(
  before: Entry<R> | undefined,
  after: Entry<R>,
  at: number,
  fieldsOf: (resource: R) => ProbedFields,
): readonly Version[] {
  const { versions = [] } = memoryOf(before);
  if (before === undefined) return versions;
  const fields = fieldsOf(before.resource);
  if (isSame(fields, fieldsOf(after.resource))) return versions;
  return [...versions, { until: at, ...fields }].slice(-KEPT_VERSIONS);
}

/** The fields as they were at a time. */
export function versionAt<R extends JsonObject>(
  entry: Entry<R>,
  time: number,
  fieldsOf: (resource: R) => ProbedFields,
): ProbedFields {
  const { versions = [] } = memoryOf(entry);
  return versions.find(({ until }) => until > time) ?? fieldsOf(entry.resource);
}

/** When the fields of an entry changed. */
export const changesOf = (entry: Entry | undefined): readonly number[] =>
  (memoryOf(entry).versions ?? []).map(({ until }) => until);

/**
 * Since when each part of an entry has been in it, by key.
 *
 * @param before keys of the parts it had, @param after keys of those it has now
 */
export function keepSince(
  { since: known = {} }: ProbeMemory,
  before: readonly string[],
  after: readonly string[],
  at: number,
): Since {
  const old = new Set(before);
  const since: { [key: string]: number } = {};
  for (const key of after) {
    const time = old.has(key) ? own(known, key) : at;
    if (time !== undefined) since[key] = time;
  }
  return since;
}

/** For how long at most what was removed is drained, in milliseconds. */
const LONGEST_DRAINING_MS = 3_600_000;

/** What was removed lately, by key: when, and all that was known of it. What is back is no longer removed. */
export function keepRemoved(
  { removed: known = {} }: ProbeMemory,
  before: ReadonlyMap<string, Part>,
  after: ReadonlyMap<string, Part>,
  at: number,
): Removed {
  const removed: { [key: string]: RemovedPart } = {};
  for (const [key, item] of Object.entries(known)) {
    if (!after.has(key) && item.at > at - LONGEST_DRAINING_MS) removed[key] = item;
  }
  for (const [key, item] of before) if (!after.has(key)) removed[key] = { ...item, at };
  return removed;
}
