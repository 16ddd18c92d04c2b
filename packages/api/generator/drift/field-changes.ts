import type { Property, Schema } from '../../src/index.ts';
import { encodeProperty } from '../encode.ts';

/** Something that both revisions have, and what is different about it, in the notation of the generated model. */
export interface Changed {
  readonly name: string;
  readonly changes: readonly string[];
}

/** The values that an enumeration gained and lost. */
export interface ValueChange {
  readonly field: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

interface FieldChanges {
  readonly fields: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly Changed[];
  };
  readonly values: readonly ValueChange[];
}

/** What is different in the fields of schemas that both revisions have. */
export function fieldChanges(before: readonly Schema[], after: readonly Schema[]): FieldChanges {
  const then = fieldsOf(before);
  const now = fieldsOf(after);
  const isShared = (field: string, schemas: readonly Schema[]): boolean =>
    schemas.some(({ name }) => field.startsWith(`${name}.`) && !field.slice(name.length + 1).includes('.'));
  const shared = [...now].flatMap(([name, property]): [string, Property, Property][] => {
    const earlier = then.get(name);
    return earlier === undefined ? [] : [[name, earlier, property]];
  });
  return {
    fields: {
      added: [...now.keys()].filter((name) => !then.has(name) && isShared(name, before)),
      removed: [...then.keys()].filter((name) => !now.has(name) && isShared(name, after)),
      changed: shared.flatMap(([name, earlier, property]) => {
        const [a, b] = [withoutValues(earlier), withoutValues(property)];
        return a === b ? [] : [{ name, changes: [`${a} → ${b}`] }];
      }),
    },
    values: shared.flatMap(([field, earlier, property]) => {
      const [a, b] = [valuesOf(earlier), valuesOf(property)];
      const added = b.filter((value) => !a.includes(value));
      const removed = a.filter((value) => !b.includes(value));
      return added.length + removed.length === 0 ? [] : [{ field, added, removed }];
    }),
  };
}

function fieldsOf(schemas: readonly Schema[]): ReadonlyMap<string, Property> {
  return new Map(
    schemas.flatMap(({ name, properties }) =>
      Object.entries(properties).map(([field, property]): [string, Property] => [`${name}.${field}`, property]),
    ),
  );
}

const valuesOf = ({ enum: values, items }: Property): readonly string[] =>
  values ?? (items === undefined ? [] : valuesOf(items));

/** The notation of a property in which every enumeration is the same one. */
const withoutValues = (property: Property): string => encodeProperty(property).replace(/=[A-Z0-9_|]+(?=!|;|$)/, '=…');
