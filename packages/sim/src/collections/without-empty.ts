import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

/**
 * The fields of a message but for what GCE never prints, and a patch clears: `null`, and empty lists. Where there are none
 * of those, as in most messages, it is the message itself.
 */
export function withoutEmpty<T extends JsonObject>(fields: T): T {
  const names = Object.keys(fields);
  if (names.every((name) => isPrinted(own(fields, name)))) return fields;
  const kept: JsonDraft = {};
  for (const name of names) {
    const value = own(fields, name);
    if (isPrinted(value)) kept[name] = value;
  }
  // Leaving out what is optional makes no other type of it.
  return kept as T;
}

const isPrinted = (value: Json | undefined): value is Json =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
