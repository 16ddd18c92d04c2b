import type { JsonDraft, JsonObject } from '../kernel/json.ts';

/** The fields of a message but for what GCE never prints, and a patch clears: `null`, and empty lists. */
export function withoutEmpty<T extends JsonObject>(fields: T): T {
  const kept: JsonDraft = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    kept[name] = value;
  }
  // Leaving out what is optional makes no other type of it.
  return kept as T;
}
