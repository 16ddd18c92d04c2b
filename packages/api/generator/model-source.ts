import type { Method, Parameter, Schema } from '../src/model.ts';
import type { Api } from './api.ts';
import { encodeMethod, encodeParameter, encodeProperty, encodeSchema } from './encode.ts';
import { generatedBy } from './generated-by.ts';
import type { ParameterTable } from './parameter-table.ts';

/**
 * The text of a version's `model.ts`: one line per parameter, method and schema; with `base`, the version before, those
 * that differ, as `src/model-text.ts` explains.
 */
export function modelSource(api: Api, base: Api | undefined, table: ParameterTable): string {
  return [
    generatedBy(api, base),
    `export const revision: string = '${api.revision}';`,
    constant('globalParameterLines', differing(globalParameters(api), base && globalParameters(base))),
    constant('parameterLines', table.lines),
    constant('methodLines', methodLines(api, base, table)),
    constant('schemaLines', schemaLines(api, base)),
    '',
  ].join('\n');
}

/** Lines by the name they begin with. */
type Lines = ReadonlyMap<string, string>;

const globalParameters = (api: Api): Lines =>
  new Map(Object.entries(api.globalParameters).map(([name, parameter]) => [name, parameterLine(name, parameter)]));

const parameterLine = (name: string, parameter: Parameter): string => `${name} ${encodeParameter(parameter)}`;

const methodsById = (api: Api, table: ParameterTable): Lines =>
  new Map(api.methods.map((method: Method) => [method.id, encodeMethod(method, table.keyOf)]));

function differing(lines: Lines, before: Lines = new Map()): string[] {
  const gone = [...before.keys()].filter((name) => !lines.has(name));
  const changed = [...lines].filter(([name, line]) => line !== before.get(name));
  return [...changed.map(([, line]) => line), ...gone.map((name) => `-${name}`)];
}

function methodLines(api: Api, base: Api | undefined, table: ParameterTable): string[] {
  const before: Lines = base === undefined ? new Map() : methodsById(base, table);
  const optional = new Set(
    api.methods.flatMap(({ parameters }) =>
      Object.entries(parameters).flatMap((entry) => (entry[1].required === true ? [] : [table.keyOf(...entry)])),
    ),
  );
  return differing(methodsById(api, table), before).map((line) => shortMethod(line, before, optional));
}

/** `id +parameters` where a method only takes more than in the version before, and none of that must be given. */
function shortMethod(line: string, before: Lines, optional: ReadonlySet<string>): string {
  const [id = '', ...parts] = line.split(' ');
  const [, ...earlier] = before.get(id)?.split(' ') ?? [];
  const keys = parts.pop()?.split(',') ?? [];
  const known = new Set(earlier.pop()?.split(','));
  const more = keys.filter((key) => !known.has(key));
  const isMore = parts.length > 0 && parts.join(' ') === earlier.join(' ') && keys.length - more.length === known.size;
  return isMore && more.every((key) => optional.has(key)) ? `${id} +${more.join(',')}` : line;
}

function schemaLines(api: Api, base: Api | undefined): string[] {
  const before = new Map(base?.schemas.map((schema) => [schema.name, schema]));
  const lines = api.schemas.flatMap((schema) => {
    const earlier = before.get(schema.name);
    before.delete(schema.name);
    return earlier === undefined ? [encodeSchema(schema)] : changedSchema(schema, earlier);
  });
  return [...lines, ...[...before.keys()].map((name) => `-${name}`)];
}

function changedSchema({ name, properties }: Schema, before: Schema): string[] {
  const tokens = (schema: Schema['properties']): Lines =>
    new Map(Object.entries(schema).map(([field, property]) => [field, `${field}:${encodeProperty(property)}`]));
  const changes = differing(tokens(properties), tokens(before.properties));
  return changes.length === 0 ? [] : [[name, ...changes].join(' ')];
}

function constant(name: string, lines: readonly string[]): string {
  const text = lines
    .map((line) => `${line}\n`)
    .join('')
    .replaceAll(/[\\`]|\$\{/g, String.raw`\$&`);
  return `export const ${name}: string = \`\n${text}\`;`;
}
