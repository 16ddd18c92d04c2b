import type { JsonObject } from '../kernel/json.ts';

/** The fields of a message but for what a patch clears: `null`, and empty lists. */
export const withoutEmpty = <T extends JsonObject>(fields: T): T =>
  // Leaving out what is optional makes no other type of it.
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  ) as T;
