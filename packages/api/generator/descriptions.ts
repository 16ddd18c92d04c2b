import { isDeepStrictEqual } from 'node:util';
import type { DiscoveryDocument, DiscoveryType } from './discovery.ts';
import { readDeclarations } from './schemas.ts';

/** What a discovery document says in words of a schema, a field or a method. */
export interface Description {
  readonly text: string;
  /** By value, of those of an enumeration that are described. */
  readonly values: ReadonlyMap<string, string>;
  readonly deprecated: boolean;
}

/** By `Schema`, `Schema.field` or the id of a method; without what the document does not describe. */
export type Descriptions = ReadonlyMap<string, Description>;

/** What has descriptions, such as a version of the API. */
interface Described {
  readonly descriptions: Descriptions;
}

/** All descriptions of a document. */
export function readDescriptions(document: DiscoveryDocument): Descriptions {
  const descriptions = new Map<string, Description>();
  const add = (key: string, description: Description): void => {
    if (description.text !== '' || description.values.size > 0) descriptions.set(key, description);
  };
  for (const { name, type } of readDeclarations(document)) {
    add(name, describe(type));
    for (const [field, property] of Object.entries(type.properties ?? {})) add(`${name}.${field}`, describe(property));
  }
  for (const [collection, { methods }] of Object.entries(document.resources)) {
    for (const [name, { description = '', deprecated = false }] of Object.entries(methods)) {
      add(`${collection}.${name}`, { text: description, values: new Map(), deprecated });
    }
  }
  return descriptions;
}

/**
 * The descriptions of a version without those that the version before has too: an interface and its fields inherit them.
 * Links to the same page of another version make no difference.
 */
export function newDescriptions({ descriptions }: Described, base: Described | undefined): Descriptions {
  const plain = ({ text, values }: Description): unknown => [
    text.replaceAll(/\brest\/(?:v1|beta|alpha)\//g, 'rest/'),
    [...values],
  ];
  return new Map(
    [...descriptions].filter(([key, description]) => {
      const before = base?.descriptions.get(key);
      return before === undefined || !isDeepStrictEqual(plain(before), plain(description));
    }),
  );
}

function describe(type: DiscoveryType): Description {
  const { description = '', deprecated = false } = type;
  return { text: description, values: describeValues(type), deprecated };
}

/** The values of an array's elements are described at the elements. */
function describeValues({ enum: values = [], enumDescriptions = [], items }: DiscoveryType): Map<string, string> {
  if (items !== undefined) return describeValues(items);
  const described = values.map((value, i): [string, string] => [value, enumDescriptions[i] ?? '']);
  return new Map(described.filter(([, text]) => text !== '').toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
