import type { Method } from '../src/model.ts';
import type { Api } from './api.ts';
import { newDescriptions, type Descriptions } from './descriptions.ts';
import { docComment } from './doc-comment.ts';
import { generatedBy } from './generated-by.ts';
import { redeclaredSchemas } from './redeclared.ts';
import { interfaceName } from './wire-type.ts';

/**
 * The text of a version's `collection-types.ts`: which type a schema's name stands for, and what collections hold. With
 * `base`, the version before, it has what differs.
 */
export function collectionTypesSource(api: Api, base: Api | undefined): string {
  const before = base && byCollection(base);
  const collections = [...byCollection(api)].map(([name, methods]) => collection(name, methods, before?.get(name)));
  const schemas = [...redeclaredSchemas(api, base).values()].map(({ schema }) => schema.name);
  return [
    generatedBy(api, base),
    '',
    ...(base === undefined ? [] : [`import type * as ${base.version} from '../${base.version}/collection-types.ts';`]),
    "import type * as wire from './types.ts';",
    '',
    '/** Every wire type by the name of its schema. */',
    `export interface Schemas ${heritage(base, 'Schemas', goneSchemas(api, base))}{`,
    ...schemas.map(schemaLine),
    '}',
    '',
    '/** The name of a schema. */',
    'export type SchemaName = keyof Schemas;',
    '',
    "/** By the API's name of a collection: the schema of its resources, its segment in paths, and its methods. */",
    `export interface CollectionTypes ${heritage(base, 'CollectionTypes', changedInPart(collections))}{`,
    ...collections.flatMap((declared) => collectionEntry(declared, newDescriptions(api, base), base)),
    '}',
    '',
  ].join('\n');
}

interface Collection {
  readonly name: string;
  readonly methods: readonly Method[];
  /** Methods to declare: all of them, or those that the version before has not. */
  readonly declared: readonly Method[];
  /** Whether the version before has the collection, all of whose methods are the same here. */
  readonly extendsBase: boolean;
  readonly isNew: boolean;
}

function byCollection({ methods }: Api): ReadonlyMap<string, readonly Method[]> {
  const collections = new Map<string, Method[]>();
  for (const method of methods) {
    collections.set(method.collection, [...(collections.get(method.collection) ?? []), method]);
  }
  return collections;
}

function collection(name: string, methods: readonly Method[], before: readonly Method[] | undefined): Collection {
  const entries = new Set(methods.map(bodies));
  const extendsBase = before !== undefined && before.every((method) => entries.has(bodies(method)));
  const known = new Set(before?.map((method) => method.name));
  const declared = extendsBase ? methods.filter((method) => !known.has(method.name)) : methods;
  return { name, methods, declared, extendsBase, isNew: before === undefined };
}

const changedInPart = (collections: readonly Collection[]): string[] =>
  collections.filter(({ extendsBase, isNew }) => !extendsBase && !isNew).map(({ name }) => name);

function goneSchemas({ schemas }: Api, base: Api | undefined): string[] {
  const names = new Set(schemas.map(({ name }) => name));
  return base?.schemas.map(({ name }) => name).filter((name) => !names.has(name)) ?? [];
}

/** What an interface of that name inherits: that of the version before, without those members. */
function heritage(base: Api | undefined, name: string, without: readonly string[]): string {
  if (base === undefined) return '';
  const inherited = `${base.version}.${name}`;
  return without.length === 0
    ? `extends ${inherited} `
    : `extends Omit<${inherited}, ${without.map((member) => `'${member}'`).join(' | ')}> `;
}

const schemaLine = (name: string): string =>
  `  ${/^\w+$/.test(name) ? name : `'${name}'`}: wire.${interfaceName(name)};`;

function collectionEntry(collected: Collection, descriptions: Descriptions, base: Api | undefined): string[] {
  const { name, methods, declared, extendsBase } = collected;
  if (declared.length === 0) return [];
  const named = (method: string): Method | undefined => methods.find((other) => other.name === method);
  const inherited = extendsBase && base !== undefined ? `${base.version}.CollectionTypes['${name}']['methods'] & ` : '';
  return [
    `  ${name}: {`,
    `    schema: ${literal(named('get')?.response ?? named('insert')?.request)};`,
    `    segment: '${segmentOf(methods)}';`,
    `    methods: ${inherited}{`,
    ...declared.map((method) => `${docComment(descriptions.get(method.id), '      ')}      ${bodies(method)}`),
    '    };',
    '  };',
  ];
}

const bodies = ({ name, request, response }: Method): string =>
  `${name}: { request: ${literal(request)}; response: ${literal(response)} };`;

const literal = (name: string | undefined): string => (name === undefined ? 'never' : `'${name}'`);

/** The segment that names the collection: the last literal of a path that is not the method's own name. */
function segmentOf(methods: readonly Method[]): string {
  const method = methods.find(({ name }) => name === 'list' || name === 'insert') ?? methods[0];
  const literals = method?.path.split('/').filter((segment) => !segment.startsWith('{') && segment !== method.name);
  return literals?.at(-1) ?? '';
}
