import type { ApiModel, Property } from '@gcepool/api';
import type { Json } from '../kernel/json.ts';

const TEXTS = [
  'text',
  'a',
  '80',
  '10.128.0.7',
  '10.9.0.0/24',
  'example.com',
  'global/networks/default',
  'global/healthChecks/a',
  'global/backendServices/a',
  'zones/us-central1-a/instances/a',
  'zones/us-central1-a/instanceGroups/a',
  'zones/us-central1-a/machineTypes/e2-medium',
  'regions/us-central1/subnetworks/default',
];
const INTEGERS = [1, 0, 2, 10, 60, 443, 1000];
const LONGS = ['1', '10', '100'];
const NUMBERS = [0.5, 1, 0.8];

/** So deep are objects within a field filled. */
const DEPTH = 2;

/** Values that a field may have by its form, the simplest first; which of them its resource may have, its rules say. */
export function valuesOf(property: Property, model: ApiModel, depth: number = DEPTH): readonly Json[] {
  switch (property.type) {
    case 'any':
      return [];
    case 'array':
      return property.items === undefined ? [] : valuesOf(property.items, model, depth - 1).map((item) => [item]);
    case 'map':
      return property.items === undefined
        ? []
        : valuesOf(property.items, model, depth - 1).map((item) => ({ key: item }));
    case 'object':
      return property.ref === undefined || depth <= 0 ? [] : objectsOf(property.ref, model, depth);
    case 'boolean':
      return [true, false];
    case 'integer':
      return INTEGERS;
    case 'number':
      return NUMBERS;
    default:
      if (property.enum !== undefined) return property.enum;
      return property.format?.endsWith('64') === true ? LONGS : TEXTS;
  }
}

/** Objects that have one field each. */
function objectsOf(schema: string, model: ApiModel, depth: number): readonly Json[] {
  return Object.entries(model.schema(schema).properties).flatMap(([name, property]) =>
    property.outputOnly === true ? [] : valuesOf(property, model, depth - 1).map((value) => ({ [name]: value })),
  );
}
