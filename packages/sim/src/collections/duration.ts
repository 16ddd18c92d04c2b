import { modelOf } from '@gcepool/api/models';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { mapChanged } from '../kernel/changed-items.ts';
import { own } from '../kernel/own.ts';

/** Both parts of a duration are printed, even where only one was sent (observed). */
const complete = (duration: JsonObject): JsonObject => ({ seconds: '0', nanos: 0, ...duration });

/**
 * Completes every duration inside a resource. @param schemaName of the resource
 *
 * @param before the resource as it was completed before: what the two share stays as it is. Default: none
 */
export function completeDurations(draft: JsonDraft, schemaName: string, before?: Json): void {
  const others = isObject(before) ? before : undefined;
  for (const [name, ref] of fieldsOf(schemaName)) {
    const value = own(draft, name);
    const other = others === undefined ? undefined : own(others, name);
    if (value !== undefined && value !== other) draft[name] = completed(value, ref, other);
  }
}

function completed(value: Json, ref: string, before: Json | undefined): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return mapChanged(list, Array.isArray(before) ? before : undefined, (item) => completed(item, ref, undefined));
  }
  if (!isObject(value)) return value;
  if (ref === 'Duration') return complete(value);
  const draft: JsonDraft = { ...value };
  completeDurations(draft, ref, before);
  return draft;
}

/** A field that is a duration or holds one, and its schema. */
type Field = readonly [name: string, ref: string];

const known = new Map<string, readonly Field[]>();

function fieldsOf(schemaName: string): readonly Field[] {
  let fields = known.get(schemaName);
  if (fields === undefined) known.set(schemaName, (fields = fieldsWithDurations(schemaName, [])));
  return fields;
}

/** @param within schemas that are being looked through: one that holds itself adds nothing */
function fieldsWithDurations(schemaName: string, within: readonly string[]): readonly Field[] {
  const looked = [...within, schemaName];
  return Object.entries(modelOf('v1').findSchema(schemaName)?.properties ?? {}).flatMap(([name, { ref, items }]) => {
    const inner = ref ?? items?.ref;
    if (inner === undefined || looked.includes(inner)) return [];
    return inner === 'Duration' || fieldsWithDurations(inner, looked).length > 0 ? [[name, inner] as const] : [];
  });
}
