import type { Method, Schema } from '../src/model.ts';
import type { DiscoveryDocument } from './discovery.ts';
import { readDescriptions, type Descriptions } from './descriptions.ts';
import { docComment } from './doc-comment.ts';
import { generatedBy } from './generated-by.ts';
import { readMethods } from './methods.ts';
import { readSchemas } from './schemas.ts';
import { interfaceName } from './types-source.ts';

/** The text of `src/generated/collection-types.ts`: which type a schema's name stands for, and what collections hold. */
export function collectionTypesSource(document: DiscoveryDocument): string {
  const descriptions = readDescriptions(document);
  const methods = new Map<string, Method[]>();
  for (const method of readMethods(document)) {
    methods.set(method.collection, [...(methods.get(method.collection) ?? []), method]);
  }
  return [
    generatedBy(document),
    '',
    "import type * as wire from './types.ts';",
    '',
    '/** Every wire type by the name of its schema. */',
    'export interface Schemas {',
    ...readSchemas(document).map(schemaLine),
    '}',
    '',
    '/** The name of a schema. */',
    'export type SchemaName = keyof Schemas;',
    '',
    "/** By the API's name of a collection: the schema of its resources, its segment in paths, and its methods. */",
    'export interface CollectionTypes {',
    ...[...methods].map(([collection, its]) => collectionEntry(collection, its, descriptions)),
    '}',
    '',
  ].join('\n');
}

const schemaLine = ({ name }: Schema): string =>
  `  ${/^\w+$/.test(name) ? name : `'${name}'`}: wire.${interfaceName(name)};`;

function collectionEntry(collection: string, methods: readonly Method[], descriptions: Descriptions): string {
  const named = (name: string): Method | undefined => methods.find((method) => method.name === name);
  const schema = named('get')?.response ?? named('insert')?.request;
  const bodies = methods.map(({ id, name, request, response }) => {
    return `${docComment(descriptions.get(id), '      ')}      ${name}: { request: ${literal(request)}; response: ${literal(response)} };`;
  });
  return [
    `  ${collection}: {`,
    `    schema: ${literal(schema)};`,
    `    segment: '${segmentOf(methods)}';`,
    '    methods: {',
    ...bodies,
    '    };',
    '  };',
  ].join('\n');
}

const literal = (name: string | undefined): string => (name === undefined ? 'never' : `'${name}'`);

/** The segment that names the collection: the last literal of a path that is not the method's own name. */
function segmentOf(methods: readonly Method[]): string {
  const method = methods.find(({ name }) => name === 'list' || name === 'insert') ?? methods[0];
  const literals = method?.path.split('/').filter((segment) => !segment.startsWith('{') && segment !== method.name);
  return literals?.at(-1) ?? '';
}
