import { findSchema } from '@gcepool/api';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

/** Both parts of a duration are printed, even where only one was sent (observed). */
const complete = (duration: JsonObject): JsonObject => ({ seconds: '0', nanos: 0, ...duration });

/** Completes every duration inside a resource. @param schemaName of the resource */
export function completeDurations(draft: JsonDraft, schemaName: string): void {
  const properties = findSchema(schemaName)?.properties ?? {};
  for (const name of Object.keys(draft)) {
    const property = own(properties, name);
    const ref = property?.ref ?? property?.items?.ref;
    if (ref !== undefined) draft[name] = completed(draft[name], ref);
  }
}

function completed(value: Json | undefined, ref: string): Json | undefined {
  if (Array.isArray(value)) return value.map((item: Json) => completed(item, ref) ?? null);
  if (!isObject(value)) return value;
  if (ref === 'Duration') return complete(value);
  const draft: JsonDraft = { ...value };
  completeDurations(draft, ref);
  return draft;
}
