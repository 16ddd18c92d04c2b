import type { Property, Schema } from '../src/model.ts';
import type { Api } from './api.ts';
import { schemaOf, wireType } from './wire-type.ts';

/** An interface that a version declares anew, as what differs from the one of the version before. */
export interface Redeclared {
  readonly schema: Schema;
  /** Whether the version before has an interface to build on. */
  readonly isNew: boolean;
  /** Fields to declare: those that are new, of another type, or lead to an interface that is declared anew. */
  readonly fields: readonly (readonly [name: string, property: Property])[];
  /** Fields that the version does not have, though the one before has. */
  readonly gone: readonly string[];
}

/**
 * The interfaces of a version that are not those of the version before, by name of the schema: they differ themselves,
 * or one differs that they lead to.
 */
export function redeclaredSchemas(api: Api, base: Api | undefined): ReadonlyMap<string, Redeclared> {
  const before = new Map(base?.schemas.map((schema) => [schema.name, schema.properties]));
  const redeclared = new Map<string, Redeclared>();
  let size = -1;
  while (size !== redeclared.size) {
    size = redeclared.size;
    for (const schema of api.schemas) {
      const declared = differences(schema, before.get(schema.name), redeclared);
      if (declared !== undefined) redeclared.set(schema.name, declared);
    }
  }
  return redeclared;
}

function differences(
  schema: Schema,
  before: Schema['properties'] | undefined,
  redeclared: ReadonlyMap<string, Redeclared>,
): Redeclared | undefined {
  const fields = Object.entries(schema.properties);
  if (before === undefined) return { schema, isNew: true, fields, gone: [] };
  const differing = fields.filter(([name, property]) => {
    const earlier = before[name];
    return (
      earlier === undefined || wireType(earlier) !== wireType(property) || redeclared.has(schemaOf(property) ?? '')
    );
  });
  const gone = Object.keys(before).filter((name) => schema.properties[name] === undefined);
  return differing.length + gone.length === 0 ? undefined : { schema, isNew: false, fields: differing, gone };
}
