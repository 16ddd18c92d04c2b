import type { JsonObject } from '../kernel/json.ts';
import { asArray, asObject, isSame } from '../kernel/json.ts';
import type { Entry } from '../kernel/entry.ts';

/** What of the past an entry keeps for health probes: `hidden.probing`. Absent where nothing was probed then. */
export const memoryOf = (entry: Entry | undefined): JsonObject => asObject(entry?.hidden?.['probing']);

/** How many earlier versions of the fields that probes go by are kept; the oldest is taken to have held ever before. */
const KEPT_VERSIONS = 8;

/**
 * Earlier versions of some fields, oldest first, each with `until`, the time at which the next one took its place.
 *
 * @param fieldsOf what probes go by
 */
export function keepVersions(
  before: Entry | undefined,
  after: Entry,
  at: number,
  fieldsOf: (resource: JsonObject) => JsonObject,
): readonly JsonObject[] {
  const versions = asArray(memoryOf(before)['versions']).map(asObject);
  if (before === undefined) return versions;
  const fields = fieldsOf(before.resource);
  if (isSame(fields, fieldsOf(after.resource))) return versions;
  return [...versions, { until: at, ...fields }].slice(-KEPT_VERSIONS);
}

/** The fields as they were at a time. */
export function versionAt(entry: Entry, time: number, fieldsOf: (resource: JsonObject) => JsonObject): JsonObject {
  const version = asArray(memoryOf(entry)['versions'])
    .map(asObject)
    .find(({ until }) => Number(until) > time);
  return version ?? fieldsOf(entry.resource);
}

/** When the fields of an entry changed. */
export const changesOf = (entry: Entry | undefined): readonly number[] =>
  asArray(memoryOf(entry)['versions']).map((version) => Number(asObject(version)['until']));

/**
 * Since when each part of an entry has been in it, by key.
 *
 * @param before keys of the parts it had, @param after keys of those it has now
 */
export function keepSince(
  memory: JsonObject,
  before: readonly string[],
  after: readonly string[],
  at: number,
): JsonObject {
  const known = asObject(memory['since']);
  const old = new Set(before);
  const since: Record<string, number> = {};
  for (const key of after) {
    const time = old.has(key) ? known[key] : at;
    if (time !== undefined) since[key] = Number(time);
  }
  return since;
}

/** For how long at most what was removed is drained, in milliseconds. */
const LONGEST_DRAINING_MS = 3_600_000;

/** What was removed lately, by key: when, and all that was known of it. What is back is no longer removed. */
export function keepRemoved(
  memory: JsonObject,
  before: ReadonlyMap<string, JsonObject>,
  after: ReadonlyMap<string, JsonObject>,
  at: number,
): JsonObject {
  const removed: Record<string, JsonObject> = {};
  for (const [key, item] of Object.entries(asObject(memory['removed']))) {
    if (!after.has(key) && Number(asObject(item)['at']) > at - LONGEST_DRAINING_MS) removed[key] = asObject(item);
  }
  for (const [key, item] of before) if (!after.has(key)) removed[key] = { ...item, at };
  return removed;
}
