import type { Property, Schema } from '../src/model.ts';
import type { DiscoveryDocument } from './discovery.ts';
import { readDescriptions, type Descriptions } from './descriptions.ts';
import { docComment } from './doc-comment.ts';
import { generatedBy } from './generated-by.ts';
import { readSchemas } from './schemas.ts';

/** The types that the package exports besides those of the wire. */
const otherExports = [
  'Json',
  'OpenEnum',
  'CollectionTypes',
  'Schemas',
  'SchemaName',
  'Method',
  'OperationScope',
  'Parameter',
  'Property',
  'Schema',
];

/** The text of `src/generated/types.ts`: one interface per schema, in the wire's own forms. */
export function typesSource(document: DiscoveryDocument): string {
  const schemas = readSchemas(document);
  const descriptions = readDescriptions(document);
  const names = new Map(otherExports.map((name) => [name, name]));
  for (const { name } of schemas) {
    const type = interfaceName(name);
    const other = names.get(type);
    if (other !== undefined) throw new Error(`The schemas ${other} and ${name} would both become the type ${type}`);
    names.set(type, name);
  }
  return [
    generatedBy(document),
    '',
    '/** A value of a field whose type the API leaves open. */',
    'export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };',
    '',
    '/** One of the values this revision knows, or a newer one. */',
    'export type OpenEnum<T extends string> = T | (string & {});',
    '',
    ...schemas.map((schema) => wireInterface(schema, descriptions)),
  ].join('\n');
}

function wireInterface({ name, properties }: Schema, descriptions: Descriptions): string {
  const members = Object.entries(properties).map(([field, property]) => {
    return `${docComment(descriptions.get(`${name}.${field}`), '  ')}  ${field}?: ${wireType(property)} | undefined;\n`;
  });
  return `${docComment(descriptions.get(name), '')}export interface ${interfaceName(name)} {\n${members.join('')}}\n`;
}

/** `Metadata.items` → `MetadataItems`, `warning.data` → `WarningData` */
export function interfaceName(schemaName: string): string {
  return schemaName
    .split('.')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

function wireType({ type, ref, items, enum: values }: Property): string {
  if (items !== undefined) return type === 'map' ? `Record<string, ${wireType(items)}>` : `${wireType(items)}[]`;
  if (ref !== undefined) return interfaceName(ref);
  if (values !== undefined) return `OpenEnum<${values.map((value) => `'${value}'`).join(' | ')}>`;
  if (type === 'integer') return 'number';
  return type === 'any' ? 'Json' : type;
}
