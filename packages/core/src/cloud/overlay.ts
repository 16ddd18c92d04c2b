import { parseLink, sameResource } from './link.ts';

/**
 * True where `existing` has everything that `desired` speaks of, however deep; what `desired` does not speak of is not looked
 * at. Lists are compared as wholes, resource URLs by what they mean. An empty value and an absent one are the same: GCE leaves
 * out fields that hold nothing.
 */
function covers(existing: unknown, desired: unknown): boolean {
  if (Object.is(existing, desired)) return true;
  if (isEmpty(desired)) return isEmpty(existing);
  if (Array.isArray(desired)) {
    return (
      Array.isArray(existing) &&
      existing.length === desired.length &&
      desired.every((item, index) => covers(existing[index], item))
    );
  }
  if (isObject(desired)) {
    const known = isObject(existing) ? existing : {};
    return Object.entries(desired).every(([key, value]) => covers(known[key], value));
  }
  if (typeof desired === 'string' && typeof existing === 'string') {
    return parseLink(desired) !== undefined && sameResource(desired, existing);
  }
  return false;
}

/** `existing` with everything that `desired` speaks of put in, however deep. */
export function overlaid(existing: unknown, desired: unknown): unknown {
  if (!isObject(existing) || !isObject(desired)) return desired;
  return Object.entries(desired).reduce<Record<string, unknown>>(
    (all, [key, value]) => ({ ...all, [key]: overlaid(existing[key], value) }),
    { ...existing },
  );
}

/** Fields of an object, at its top, whose values `existing` does not cover. */
export function uncovered(existing: object, desired: object): string[] {
  const known: Readonly<Record<string, unknown>> = { ...existing };
  return Object.entries(desired)
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
