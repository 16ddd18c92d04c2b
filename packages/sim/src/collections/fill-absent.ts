import type { JsonObject } from '../kernel/json.ts';
import type { Draft } from '../wire/wire.ts';
import { own } from '../kernel/own.ts';

/** Gives fields that are absent the values the service gives them, in that order. */
export function fillAbsent<R extends JsonObject>(draft: Draft<R>, defaults: Partial<R>): void {
  const values: JsonObject = defaults;
  // The fields of `defaults` are fields of the draft, with values of their types.
  const fields = draft as { [name: string]: unknown };
  for (const name of Object.keys(values)) fields[name] = own(fields, name) ?? values[name];
}
