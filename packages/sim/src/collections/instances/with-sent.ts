import type { JsonObject } from '../../kernel/json.ts';

/** A part of an instance with the fields that were sent in place of its own; `null` clears one (JSON merge patch). */
export const withSent = (part: JsonObject | undefined, sent: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries({ ...part, ...sent }).filter(([, value]) => value !== null));
