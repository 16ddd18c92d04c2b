import type { Json, JsonDraft, JsonObject } from './json.ts';
import { isObject } from './json.ts';

/** A message without its fields that are `null`, at any depth: a patch says so what it clears. */
export function withoutNull<R extends JsonObject>(message: R): R {
  const result: JsonDraft = {};
  for (const [name, value] of Object.entries<Json | undefined>(message)) {
    if (value !== null) result[name] = isObject(value) ? withoutNull(value) : value;
  }
  // What is absent may be absent in any message of the wire.
  return result as R;
}
