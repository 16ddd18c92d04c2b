import { pathOf } from '@gcepool/core/internal';

/** A resource of any collection, as it was read. */
export type Resource = Readonly<Record<string, unknown>> & {
  readonly name?: string | undefined;
  readonly fingerprint?: string | undefined;
};

/** Whether a value has fields. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value with its links without host, version and project: these may be written in several ways. */
export function withPaths(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withPaths(item));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPaths(item)]));
  return typeof value === 'string' && value.includes('/') ? pathOf(value) : value;
}

/** Of `actual` what `shape` has fields for: a cloud adds defaults, on every level. */
export function partOf(actual: unknown, shape: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(shape) && actual.length === shape.length) {
    return actual.map((item, index) => partOf(item, shape[index]));
  }
  if (!isObject(actual) || !isObject(shape)) return actual;
  const fields = Object.entries(shape).map(([key, expected]) => [
    key,
    // What is empty need not be shown.
    !Object.hasOwn(actual, key) && isEmpty(expected) ? expected : partOf(actual[key], expected),
  ]);
  return Object.fromEntries(fields);
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

const IDENTITY: ReadonlySet<string> = new Set(['id', 'name', 'selfLink', 'creationTimestamp', 'fingerprint']);

/** A resource without the fields that each incarnation has of its own. */
export function withoutIdentity(resource: Resource): object {
  return Object.fromEntries(Object.entries(resource).filter(([key]) => !IDENTITY.has(key)));
}

/** The same whatever the order of fields. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}
