import type { ApiModel, Property } from '@gcepool/api';
import type { Json, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { findFieldName } from './field-name.ts';
import { own } from '../kernel/own.ts';

/** A field of a resource, or of a message inside it, as a filter or a mask names it: `scheduling.automaticRestart`. */
export interface FieldPath {
  readonly segments: readonly string[];
  /** The field itself; of a list, its element. */
  readonly property: Property;
  /** Whether the field is a list, or inside one. */
  readonly isRepeated: boolean;
  /** Whether the last segment is a key of a map, such as a label. */
  readonly isMapValue: boolean;
}

/** The field that the segments lead to; undefined if the schema has none there. */
export function findField(schemaName: string, segments: readonly string[], model: ApiModel): FieldPath | undefined {
  let property: Property = { type: 'object', ref: schemaName };
  let isRepeated = false;
  let isMapValue = false;
  const names: string[] = [];
  for (const segment of segments) {
    const name = nameIn(property, segment, model);
    const next = name === undefined ? undefined : propertyIn(property, name, model);
    if (name === undefined || next === undefined) return undefined;
    names.push(name);
    isMapValue = property.type === 'map';
    property = next;
    while (property.type === 'array') {
      if (property.items === undefined) return undefined;
      isRepeated = true;
      property = property.items;
    }
  }
  return { segments: names, property, isRepeated, isMapValue };
}

/** What a segment means: fields may be in snake case (Terraform asks for `guest_cpus`), keys of maps are as they are. */
const nameIn = (owner: Property, segment: string, { schema }: ApiModel): string | undefined =>
  owner.type === 'object' && owner.ref !== undefined ? findFieldName(schema(owner.ref), segment) : segment;

function propertyIn(owner: Property, segment: string, { schema }: ApiModel): Property | undefined {
  if (owner.type === 'map') return owner.items;
  return owner.type === 'object' && owner.ref !== undefined ? own(schema(owner.ref).properties, segment) : undefined;
}

/** All values that a resource has in a field: none if it is absent, several if there is a list on the way. */
export function valuesAt(resource: JsonObject, segments: readonly string[]): readonly Json[] {
  const values: Json[] = [];
  collect(resource, segments, 0, values);
  return values;
}

function collect(value: Json | undefined, segments: readonly string[], depth: number, values: Json[]): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, segments, depth, values);
    return;
  }
  const segment = segments[depth];
  if (segment === undefined) values.push(value);
  else if (isObject(value) && Object.hasOwn(value, segment)) collect(value[segment], segments, depth + 1, values);
}
