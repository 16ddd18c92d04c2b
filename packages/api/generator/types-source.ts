import type { Api } from './api.ts';
import { newDescriptions, type Descriptions } from './descriptions.ts';
import { docComment } from './doc-comment.ts';
import { generatedBy } from './generated-by.ts';
import { redeclaredSchemas, type Redeclared } from './redeclared.ts';
import { interfaceName, typeNames, wireType } from './wire-type.ts';

/** The types that the package exports besides those of the wire. */
const otherExports = [
  'Json',
  'OpenEnum',
  'CollectionTypes',
  'Schemas',
  'SchemaName',
  'ApiModel',
  'ApiVersion',
  'Method',
  'OperationScope',
  'Parameter',
  'Property',
  'Schema',
];

const ownTypes = [
  '/** A value of a field whose type the API leaves open. */',
  'export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };',
  '',
  '/** One of the values this revision knows, or a newer one. */',
  'export type OpenEnum<T extends string> = T | (string & {});',
];

/**
 * The text of a version's `types.ts`: one interface per schema, in the wire's own forms. With `base`, the version
 * before, it has those interfaces that differ; the others are the same types.
 */
export function typesSource(api: Api, base: Api | undefined): string {
  checkNames(api);
  const interfaces = [...redeclaredSchemas(api, base).values()];
  const gone = base?.schemas.filter(({ name }) => !api.schemas.some((schema) => schema.name === name)) ?? [];
  return [
    generatedBy(api, base),
    '',
    ...(base === undefined ? ownTypes : baseTypes(base, interfaces)),
    '',
    ...interfaces.map((redeclared) => wireInterface(redeclared, newDescriptions(api, base), base)),
    ...gone.map(({ name }) => {
      return `/** ${api.version} has no such schema. */\nexport type ${interfaceName(name)} = never;\n`;
    }),
  ].join('\n');
}

/** Two schemas must not become one type, nor a schema one of the package's own. */
function checkNames({ schemas }: Api): void {
  const names = new Map(otherExports.map((name) => [name, name]));
  for (const { name } of schemas) {
    const type = interfaceName(name);
    const other = names.get(type);
    if (other !== undefined) throw new Error(`The schemas ${other} and ${name} would both become the type ${type}`);
    names.set(type, name);
  }
}

/** What stays as it is in the version before, with what of it the interfaces lead to. */
function baseTypes({ version }: Api, interfaces: readonly Redeclared[]): string[] {
  const declared = new Set(interfaces.map(({ schema }) => interfaceName(schema.name)));
  const used = interfaces.flatMap(({ fields }) => fields.flatMap(([, property]) => typeNames(property)));
  const imported = [...new Set(used)].filter((name) => !declared.has(name)).toSorted();
  return [
    `import type * as ${version} from '../${version}/types.ts';`,
    `import type {\n${imported.map((name) => `  ${name},\n`).join('')}} from '../${version}/types.ts';`,
    `export type * from '../${version}/types.ts';`,
  ];
}

function wireInterface(redeclared: Redeclared, descriptions: Descriptions, base: Api | undefined): string {
  const { schema, fields } = redeclared;
  const members = fields.map(([field, property]) => {
    return `${docComment(descriptions.get(`${schema.name}.${field}`), '  ')}  ${field}?: ${wireType(property)} | undefined;\n`;
  });
  const comment = docComment(descriptions.get(schema.name), '');
  return `${comment}export interface ${interfaceName(schema.name)} ${heritage(redeclared, base)}{\n${members.join('')}}\n`;
}

function heritage({ schema, isNew, gone }: Redeclared, base: Api | undefined): string {
  if (base === undefined || isNew) return '';
  const inherited = `${base.version}.${interfaceName(schema.name)}`;
  if (gone.length === 0) return `extends ${inherited} `;
  return `extends Omit<${inherited}, ${gone.map((name) => `'${name}'`).join(' | ')}> `;
}
