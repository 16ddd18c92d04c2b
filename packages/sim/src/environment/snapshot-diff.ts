import { collectionOf } from '../kernel/resource-path.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { asObject, isObject, isSame } from '../kernel/json.ts';
import type { Snapshot } from '../kernel/snapshot.ts';
import { own } from '../kernel/own.ts';

/** A field that is not what it was. */
export interface FieldChange {
  /** As `backends[0].group`; what the service knows and never shows begins with `hidden.`. */
  readonly field: string;
  /** Absent where there was nothing. */
  readonly before?: Json;
  /** Absent where there is nothing now. */
  readonly after?: Json;
}

/** What differs between two snapshots, by path. Operations are left out. */
export interface SnapshotDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly path: string; readonly fields: readonly FieldChange[] }[];
}

/** What became of the resources of one snapshot in another. */
export function diffSnapshots(before: Snapshot, after: Snapshot): SnapshotDiff {
  const [old, present] = [resourcesOf(before), resourcesOf(after)];
  const kept = [...present.keys()].filter((path) => old.has(path)).toSorted();
  return {
    added: [...present.keys()].filter((path) => !old.has(path)).toSorted(),
    removed: [...old.keys()].filter((path) => !present.has(path)).toSorted(),
    changed: kept
      .map((path) => ({ path, fields: diffEntries(asObject(old.get(path)), asObject(present.get(path))) }))
      .filter(({ fields }) => fields.length > 0),
  };
}

const resourcesOf = ({ resources }: Snapshot): ReadonlyMap<string, JsonObject> =>
  new Map(resources.filter(([path]) => collectionOf(path) !== 'operations'));

function diffEntries(before: JsonObject, after: JsonObject): readonly FieldChange[] {
  return [
    ...diffValues('', before['resource'], after['resource']),
    // What probes remember says nothing that other fields do not.
    ...diffValues('hidden', withoutProbing(before['hidden']), withoutProbing(after['hidden'])),
  ];
}

function withoutProbing(hidden: Json | undefined): Json | undefined {
  const { probing: _, ...rest } = asObject(hidden);
  return rest;
}

function diffValues(field: string, before: Json | undefined, after: Json | undefined): readonly FieldChange[] {
  if (isSame(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    return names.flatMap((name) =>
      diffValues(field === '' ? name : `${field}.${name}`, own(before, name), own(after, name)),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const indexes = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
    return indexes.flatMap((index) => diffValues(`${field}[${index}]`, before[index] as Json, after[index] as Json));
  }
  return [{ field, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}
