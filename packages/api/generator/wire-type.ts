import type { Property } from '../src/model.ts';

/** The TypeScript type of a property, in the wire's own forms. */
export function wireType({ type, ref, items, enum: values }: Property): string {
  if (items !== undefined) return type === 'map' ? `Record<string, ${wireType(items)}>` : `${wireType(items)}[]`;
  if (ref !== undefined) return interfaceName(ref);
  if (values !== undefined) return `OpenEnum<${values.map((value) => `'${value}'`).join(' | ')}>`;
  if (type === 'integer') return 'number';
  return type === 'any' ? 'Json' : type;
}

/** `Metadata.items` → `MetadataItems`, `warning.data` → `WarningData` */
export function interfaceName(schemaName: string): string {
  return schemaName
    .split('.')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

/** The name of the schema that a property leads to, itself or through elements and values. */
export function schemaOf({ ref, items }: Property): string | undefined {
  return items === undefined ? ref : schemaOf(items);
}

/** The names of types in the type of a property. */
export function typeNames({ type, ref, items, enum: values }: Property): string[] {
  if (items !== undefined) return typeNames(items);
  if (ref !== undefined) return [interfaceName(ref)];
  if (values !== undefined) return ['OpenEnum'];
  return type === 'any' ? ['Json'] : [];
}
