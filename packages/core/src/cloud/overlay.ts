import { parseLink, sameResource } from './link.ts';

/**
 * True where `existing` has everything that `wanted` speaks of, however deep; what `wanted` does not speak of is not looked
 * at. Lists are compared as wholes, resource URLs by what they mean. An empty value and an absent one are the same: GCE leaves
 * out fields that hold nothing.
 */
function covers(existing: unknown, wanted: unknown): boolean {
  if (Object.is(existing, wanted)) return true;
  if (isEmpty(wanted)) return isEmpty(existing);
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(existing) &&
      existing.length === wanted.length &&
      wanted.every((item, index) => covers(existing[index], item))
    );
  }
  if (isObject(wanted)) {
    const known = isObject(existing) ? existing : {};
    return Object.entries(wanted).every(([key, value]) => covers(known[key], value));
  }
  if (typeof wanted === 'string' && typeof existing === 'string') {
    return parseLink(wanted) !== undefined && sameResource(wanted, existing);
  }
  return false;
}

/** `existing` with everything that `wanted` speaks of put in, however deep. */
export function overlaid(existing: unknown, wanted: unknown): unknown {
  if (!isObject(existing) || !isObject(wanted)) return wanted;
  return Object.entries(wanted).reduce<Record<string, unknown>>(
    (all, [key, value]) => ({ ...all, [key]: overlaid(existing[key], value) }),
    { ...existing },
  );
}

/** Fields of an object, at its top, whose values `existing` does not cover. */
export function uncovered(existing: object, wanted: object): string[] {
  const known: Readonly<Record<string, unknown>> = { ...existing };
  return Object.entries(wanted)
    .filter(([key, value]) => value !== undefined && !covers(known[key], value))
    .map(([key]) => key);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
