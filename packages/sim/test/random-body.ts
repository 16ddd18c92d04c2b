import type { Property } from '@gcepool/api';
import { schema } from '@gcepool/api';
import fc from 'fast-check';

/** Texts that mean something somewhere: names, links of every spelling, ranges, ports. */
const text = fc.constantFrom(
  'a',
  'b',
  'default',
  'global/networks/default',
  'global/healthChecks/a',
  'projects/p1/zones/us-central1-a/instanceGroups/a',
  'zones/us-central1-a/machineTypes/e2-medium',
  'zones/us-central1-a/instances/a',
  'https://www.googleapis.com/compute/v1/projects/p1/global/backendServices/a',
  'regions/us-central1/subnetworks/default',
  '10.0.0.0/24',
  '80',
  '',
);

/** A body that is right in most of its fields, and anything in the others. */
export function randomBody(schemaName: string, depth = 3): fc.Arbitrary<unknown> {
  const key = `${schemaName} ${depth}`;
  const made = bodies.get(key) ?? bodyOf(schemaName, depth);
  bodies.set(key, made);
  return made;
}

const bodies = new Map<string, fc.Arbitrary<unknown>>();

function bodyOf(schemaName: string, depth: number): fc.Arbitrary<unknown> {
  const { properties } = schema(schemaName);
  const fields = Object.keys(properties).filter((name) => properties[name]?.outputOnly !== true);
  if (fields.length === 0) return fc.constant({});
  // A few fields at a time: with all of them some field would nearly always be wrong.
  const entry = fc
    .constantFrom(...fields)
    .chain((name) => valueOf(properties[name], depth).map((value): [string, unknown] => [name, value]));
  const some = fc.array(entry, { maxLength: 5 }).map((entries) => Object.fromEntries(entries));
  const isNamed = fields.includes('name');
  return isNamed ? fc.tuple(some, fc.constantFrom('a', 'b')).map(([body, name]) => ({ name, ...body })) : some;
}

function valueOf(property: Property | undefined, depth: number): fc.Arbitrary<unknown> {
  if (property === undefined || depth === 0) return fc.jsonValue({ maxDepth: 1 });
  return fc.oneof(
    { weight: 30, arbitrary: rightValueOf(property, depth) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  );
}

function rightValueOf(property: Property, depth: number): fc.Arbitrary<unknown> {
  if (property.ref !== undefined) return randomBody(property.ref, depth - 1);
  if (property.items !== undefined) {
    const items = valueOf(property.items, depth - 1);
    return property.type === 'map'
      ? fc.dictionary(fc.constantFrom('a', '__proto__', 'constructor', ''), items, { maxKeys: 2 })
      : fc.array(items, { maxLength: 2 });
  }
  if (property.enum !== undefined) return fc.constantFrom(...property.enum);
  if (property.format?.endsWith('64') === true) return fc.bigInt({ min: 0n, max: 1n << 62n }).map(String);
  if (property.type === 'integer') return fc.oneof(fc.nat({ max: 3 }), fc.nat());
  if (property.type === 'number') return fc.constantFrom(0, 0.1, 0.8, 1, 1e30);
  if (property.type === 'boolean') return fc.boolean();
  return property.format === 'byte' ? fc.constantFrom('AAAAAAAAAAA=', '') : text;
}
