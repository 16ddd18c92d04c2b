import { decodeProperty } from './descriptor.ts';
import { schemaLines } from './generated/model.ts';
import { linesByName } from './lines.ts';
import type { Property, Schema } from './model.ts';

const lines: ReadonlyMap<string, string> = new Map(linesByName(schemaLines));
const decoded = new Map<string, Schema>();

// Thousands of properties share some hundred descriptors, and so share one object each.
const properties = new Map<string, Property>();

/** The names of all schemas, sorted. */
export const schemaNames: readonly string[] = [...lines.keys()];

/** The schema of that name; throws when there is none. Decoded at its first use, then always the same object. */
export function schema(name: string): Schema {
  const found = findSchema(name);
  if (found === undefined) throw new Error(`The Compute v1 API has no schema ${name}; schemaNames lists those it has`);
  return found;
}

/** The schema of that name, or undefined when there is none. */
export function findSchema(name: string): Schema | undefined {
  const known = decoded.get(name);
  if (known !== undefined) return known;
  const line = lines.get(name);
  if (line === undefined) return undefined;
  const found: Schema = { name, properties: decodeProperties(line) };
  decoded.set(name, found);
  return found;
}

/**
 * What an object of that schema carries as its `kind`, such as `compute#usableBackendServiceList`; undefined when the
 * schema has no such property or the API does not fix its value. Throws when there is no such schema.
 */
export function kindOf(schemaName: string): string | undefined {
  return schema(schemaName).properties['kind']?.default;
}

function decodeProperties(line: string): Record<string, Property> {
  const record: Record<string, Property> = Object.create(null);
  if (line === '') return record;
  for (const token of line.split(' ')) {
    const colon = token.indexOf(':');
    const descriptor = token.slice(colon + 1);
    const property = properties.get(descriptor) ?? decodeProperty(descriptor);
    properties.set(descriptor, property);
    record[token.slice(0, colon)] = property;
  }
  return record;
}
