import { decodedLines, type DecodedLines } from './decoded-lines.ts';
import { decodeProperty } from './descriptor.ts';
import { linesByName } from './lines.ts';
import type { ModelText } from './model-text.ts';
import type { Property, Schema } from './model.ts';

/** The schemas of a version, each decoded when it is first asked for. */
export type SchemaTable = DecodedLines<Schema>;

type Properties = Readonly<Record<string, Property>>;

// Thousands of properties share some hundred descriptors, and so share one object each.
const decodedProperties = new Map<string, Property>();

/** The schemas of a text; `base` holds those of the version before. */
export function schemaTable({ schemaLines }: ModelText, base?: SchemaTable): SchemaTable {
  const decode = (name: string, line: string, before: Schema | undefined): Schema => ({
    name,
    properties: decodeProperties(line, before?.properties),
  });
  return decodedLines(linesByName(schemaLines), decode, base);
}

function decodeProperties(line: string, before: Properties | undefined): Properties {
  const record: Record<string, Property> = Object.create(null);
  if (before !== undefined) Object.assign(record, before);
  for (const token of line === '' ? [] : line.split(' ')) {
    const colon = token.indexOf(':');
    const descriptor = token.slice(colon + 1);
    const property = decodedProperties.get(descriptor) ?? decodeProperty(descriptor);
    if (colon === -1) {
      delete record[token.slice(1)];
      continue;
    }
    decodedProperties.set(descriptor, property);
    record[token.slice(0, colon)] = property;
  }
  return before === undefined ? record : sorted(record);
}

function sorted(record: Properties): Properties {
  const entries = Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
