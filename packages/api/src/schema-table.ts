import { decodeProperty } from './descriptor.ts';
import { linesByName } from './lines.ts';
import type { ModelText } from './model-text.ts';
import type { Property, Schema } from './model.ts';

/** The schemas of a version, each decoded when it is first asked for. */
export interface SchemaTable {
  readonly names: readonly string[];
  readonly find: (name: string) => Schema | undefined;
}

type Properties = Readonly<Record<string, Property>>;

// Thousands of properties share some hundred descriptors, and so share one object each.
const decodedProperties = new Map<string, Property>();

/** The schemas of a text; `base` holds those of the version before. */
export function schemaTable({ schemaLines }: ModelText, base?: SchemaTable): SchemaTable {
  const lines: ReadonlyMap<string, string> = new Map(linesByName(schemaLines));
  const decoded = new Map<string, Schema>();
  const find = (name: string): Schema | undefined => {
    const known = decoded.get(name);
    if (known !== undefined) return known;
    const line = lines.get(name);
    if (line === undefined) return lines.has(`-${name}`) ? undefined : base?.find(name);
    const schema: Schema = { name, properties: decodeProperties(line, base?.find(name)?.properties) };
    decoded.set(name, schema);
    return schema;
  };
  return { names: namesIn(lines, base?.names), find };
}

function namesIn(lines: ReadonlyMap<string, string>, before: readonly string[] | undefined): readonly string[] {
  if (before === undefined) return [...lines.keys()];
  const names = [...before.filter((name) => !lines.has(name)), ...lines.keys()];
  return names.filter((name) => !name.startsWith('-') && !lines.has(`-${name}`)).toSorted();
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
