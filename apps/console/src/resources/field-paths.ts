import type { JsonValue } from '../server/json.ts';

/** The fields of a resource as history knows them, down to what is no object or list: `backends[0].group`. */
export function fieldPaths(value: JsonValue | undefined, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [path];
  const parts: readonly (readonly [string, JsonValue | undefined])[] = Object.entries(value);
  return parts.flatMap(([name, part]) =>
    fieldPaths(part, Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`),
  );
}
