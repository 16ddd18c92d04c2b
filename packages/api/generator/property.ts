import type { Property } from '../src/model.ts';
import type { DiscoveryType } from './discovery.ts';
import { isOutputOnly } from './output-only.ts';

/** Names the schema of an object that is declared in place, at `path` (`Metadata.items`). */
export type NameInline = (type: DiscoveryType, path: string) => string;

/** The properties of an object type that stands at `path`, by name, sorted. */
export function readProperties(type: DiscoveryType, path: string, nameInline: NameInline): Record<string, Property> {
  const properties: Record<string, Property> = {};
  for (const [name, property] of Object.entries(type.properties ?? {}).toSorted(byKey)) {
    properties[name] = readProperty(property, `${path}.${name}`, nameInline);
  }
  return properties;
}

export function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

function readProperty(type: DiscoveryType, path: string, nameInline: NameInline): Property {
  const required = type.annotations?.required?.map((id) => id.replace(/^compute\./, ''));
  return {
    ...readType(type, path, nameInline),
    ...(type.pattern !== undefined && { pattern: type.pattern }),
    ...(isOutputOnly(path, type) && { outputOnly: true }),
    ...(required !== undefined && { requiredOn: required.toSorted() }),
    ...(type.default !== undefined && { default: type.default }),
    ...(type.minimum !== undefined && { minimum: Number(type.minimum) }),
  };
}

function readType(type: DiscoveryType, path: string, nameInline: NameInline): Property {
  if (type.$ref !== undefined) return { type: 'object', ref: type.$ref };
  if (type.properties !== undefined) return { type: 'object', ref: nameInline(type, path) };
  if (type.items !== undefined) return { type: 'array', items: readType(type.items, path, nameInline) };
  if (type.additionalProperties !== undefined) {
    return { type: 'map', items: readType(type.additionalProperties, path, nameInline) };
  }
  switch (type.type) {
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
    case 'any':
      return {
        type: type.type,
        ...(type.format !== undefined && { format: type.format }),
        ...(type.enum !== undefined && { enum: type.enum.toSorted() }),
      };
    case undefined:
    default:
      throw new Error(`${path} has a type this generator does not know: ${JSON.stringify(type)}`);
  }
}
