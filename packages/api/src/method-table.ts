import { decodedLines, type DecodedLines } from './decoded-lines.ts';
import { decodeParameter } from './descriptor.ts';
import { linesByName } from './lines.ts';
import type { ModelText } from './model-text.ts';
import type { Method, MethodPath, OperationScope, Parameter } from './model.ts';

type Parameters = Readonly<Record<string, Parameter>>;
type ParameterList = Pick<Method, 'parameters' | 'parameterOrder'>;

/** The methods of a version, each decoded when it is first asked for, with what the next version's lines refer to. */
export interface MethodTable {
  readonly methods: DecodedLines<Method>;
  readonly paths: DecodedLines<MethodPath>;
  readonly globalParameters: DecodedLines<Parameter>;
  /** By the keys that lines of methods name them by. */
  readonly parameters: DecodedLines<Parameter>;
}

/** The methods of a text; `base` holds those of the version before. */
export function methodTable(text: ModelText, base?: MethodTable): MethodTable {
  const lines = linesByName(text.methodLines);
  const parameters = parameterTable(text.parameterLines, base?.parameters);
  // Many methods take the same parameters; they share one list.
  const lists = new Map<string, ParameterList>();
  const decode = (id: string, line: string, before: Method | undefined): Method =>
    before !== undefined && line.startsWith('+')
      ? withMore(before, line.slice(1), parameters)
      : decodeMethod(id, line, (keys) => listOf(keys, parameters, lists));
  const pathOf = (id: string, line: string, before: MethodPath | undefined): MethodPath =>
    before !== undefined && line.startsWith('+') ? before : decodePath(id, line);
  return {
    methods: decodedLines(lines, decode, base?.methods),
    paths: decodedLines(lines, pathOf, base?.paths),
    globalParameters: parameterTable(text.globalParameterLines, base?.globalParameters),
    parameters,
  };
}

const parameterTable = (block: string, base: DecodedLines<Parameter> | undefined): DecodedLines<Parameter> =>
  decodedLines(linesByName(block), (_name, descriptor) => decodeParameter(descriptor), base);

/** All that a table holds, by names. Has no prototype. */
export function recordOf({ names, find }: DecodedLines<Parameter>): Parameters {
  const record: Record<string, Parameter> = Object.create(null);
  for (const name of names) {
    const parameter = find(name);
    if (parameter !== undefined) record[name] = parameter;
  }
  return record;
}

function listOf(keys: string, table: DecodedLines<Parameter>, lists: Map<string, ParameterList>): ParameterList {
  const list = lists.get(keys) ?? decodeParameterList(keys, table);
  lists.set(keys, list);
  return list;
}

function decodePath(id: string, line: string): MethodPath {
  const [httpMethod = '', path = ''] = line.split(' ', 2);
  // The generator admits no other verbs.
  return { id, httpMethod: httpMethod as Method['httpMethod'], path };
}

function decodeMethod(id: string, line: string, parameterList: (keys: string) => ParameterList): Method {
  const [httpMethod = '', path = '', request = '', response = '', scope = '', keys = ''] = line.split(' ');
  const list = parameterList(keys);
  const dot = id.indexOf('.');
  const method: { -readonly [K in keyof Method]: Method[K] } = {
    id,
    collection: id.slice(0, dot),
    name: id.slice(dot + 1),
    // The generator admits no other verbs and scopes.
    httpMethod: httpMethod as Method['httpMethod'],
    path,
    parameters: list.parameters,
    parameterOrder: list.parameterOrder,
  };
  if (request !== '-') method.request = request;
  if (response !== '-') method.response = response;
  if (scope !== '-') method.operationScope = scope as OperationScope;
  if (keys.endsWith('@deprecated')) method.deprecated = true;
  return method;
}

function withMore(method: Method, keys: string, table: DecodedLines<Parameter>): Method {
  const { parameters } = decodeParameterList(keys, table);
  return { ...method, parameters: Object.assign(Object.create(null), method.parameters, parameters) };
}

/** `keys`: as in `project,region.2,requestId`, where what follows the dot tells parameters of one name apart. */
function decodeParameterList(keys: string, table: DecodedLines<Parameter>): ParameterList {
  const parameters: Record<string, Parameter> = Object.create(null);
  const parameterOrder: string[] = [];
  for (const key of keys.split(',')) {
    const parameter = table.find(key);
    // The mark `@deprecated` stands among the keys and is no parameter.
    if (parameter === undefined) continue;
    const dot = key.indexOf('.');
    const name = dot === -1 ? key : key.slice(0, dot);
    parameters[name] = parameter;
    if (parameter.required) parameterOrder.push(name);
  }
  return { parameters, parameterOrder };
}
