import { own } from './own.ts';

/** A JSON value as it travels on the wire. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Treated as immutable everywhere: a change makes a new object. */
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** A JSON object under construction, before it is stored or sent. */
export type JsonDraft = { [name: string]: Json | undefined };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

export const asArray = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

export const asString = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Deep equality of JSON values; an absent field and an `undefined` one are the same. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  for (const name of Object.keys(a)) if (!isSame(a[name], own(b, name))) return false;
  for (const name of Object.keys(b)) if (b[name] !== undefined && own(a, name) === undefined) return false;
  return true;
}
