import type { Property } from '@gcepool/api';

/** What the values of a field are compared as; undefined for messages, maps and whatever has no form of its own. */
export type ValueKind = 'boolean' | 'number' | 'long' | 'string';

export function valueKindOf({ type, format }: Property): ValueKind | undefined {
  switch (type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return format === 'int64' || format === 'uint64' ? 'long' : 'string';
    case 'any':
    case 'array':
    case 'map':
    case 'object':
      return undefined;
  }
}

/** `true` or `false`, in any case; undefined for any other text. */
export function booleanOf(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** A decimal number; undefined for any other text. */
export const numberOf = (text: string): number | undefined =>
  /^[-+]?\d{1,40}(?:\.\d{1,40})?(?:e[-+]?\d{1,3})?$/i.test(text) ? Number(text) : undefined;

/** An integer of 64 bits, or a few more; undefined for any other text. */
export const longOf = (text: string): bigint | undefined => (/^-?\d{1,20}$/.test(text) ? BigInt(text) : undefined);

/** The instant that an RFC 3339 text names, in milliseconds; undefined for any other text. */
export function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[-+]\d\d:\d\d)$/i.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
