/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export const isJsonObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value with every text in it replaced. `path` has the names of the fields that lead there, without indexes. */
export function mapTexts(
  value: Json,
  change: (text: string, path: readonly string[]) => string,
  path: readonly string[] = [],
): Json {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((item: Json) => mapTexts(item, change, path));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapTexts(item, change, [...path, name])]),
  );
}
