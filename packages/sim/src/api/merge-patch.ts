import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { asObject, isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

/** JSON merge patch (RFC 7396): absent keeps, `null` or an empty list clears, lists are replaced whole, objects merged. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const result: JsonDraft = { ...target };
  for (const name of Object.keys(patch)) {
    const value: Json | undefined = patch[name];
    if (value === undefined) continue;
    if (value === null || (Array.isArray(value) && value.length === 0)) delete result[name];
    else setOwn(result, name, isObject(value) ? mergePatch(asObject(own(result, name)), value) : value);
  }
  return result;
}

/** A label called __proto__ is a label like any other. */
function setOwn(draft: JsonDraft, name: string, value: Json): void {
  if (name !== '__proto__') draft[name] = value;
  else Object.defineProperty(draft, name, { value, writable: true, enumerable: true, configurable: true });
}
