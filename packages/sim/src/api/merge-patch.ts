import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { asObject, isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

/** JSON merge patch (RFC 7396): absent keeps, `null` or an empty list clears, lists are replaced whole, objects merged. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  // A null prototype, so that a label called __proto__ is a label like any other.
  const result: JsonDraft = Object.assign(Object.create(null), target);
  for (const name of Object.keys(patch)) {
    const value: Json | undefined = patch[name];
    if (value === undefined) continue;
    if (value === null || (Array.isArray(value) && value.length === 0)) delete result[name];
    else if (isObject(value)) result[name] = mergePatch(asObject(own(result, name)), value);
    else result[name] = value;
  }
  return result;
}
