import { decodeParameter } from './descriptor.ts';
import { linesByName } from './lines.ts';
import type { ModelText } from './model-text.ts';
import type { Method, OperationScope, Parameter } from './model.ts';

type Parameters = Readonly<Record<string, Parameter>>;
type ParameterList = Pick<Method, 'parameters' | 'parameterOrder'>;

/** The methods of a version, with what the next version's lines refer to. */
export interface MethodTable {
  readonly methods: readonly Method[];
  readonly globalParameters: Parameters;
  /** By the keys that lines of methods name them by. */
  readonly parameters: Parameters;
}

/** The methods of a text; `base` holds those of the version before. */
export function methodTable(text: ModelText, base?: MethodTable): MethodTable {
  const parameters = decodeParameters(text.parameterLines, base?.parameters);
  const globalParameters = decodeParameters(text.globalParameterLines, base?.globalParameters);
  const own = decodeMethods(text.methodLines, parameters, base?.methods ?? []);
  return { methods: base === undefined ? own.methods : merged(base.methods, own), globalParameters, parameters };
}

interface MethodLines {
  readonly methods: readonly Method[];
  /** Ids of the methods that this version does not have, though the one before has. */
  readonly gone: readonly string[];
}

function merged(before: readonly Method[], { methods, gone }: MethodLines): readonly Method[] {
  const replaced = new Set([...methods.map(({ id }) => id), ...gone]);
  return [...before.filter(({ id }) => !replaced.has(id)), ...methods].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function decodeMethods(lines: string, table: Parameters, before: readonly Method[]): MethodLines {
  const methods: Method[] = [];
  const gone: string[] = [];
  // Many methods take the same parameters; they share one list.
  const lists = new Map<string, ParameterList>();
  const earlier = new Map(before.map((method) => [method.id, method]));
  for (const [id, line] of linesByName(lines)) {
    const method = line.startsWith('+') ? earlier.get(id) : undefined;
    if (line === '') gone.push(id.slice(1));
    else if (method !== undefined) methods.push(withMore(method, line.slice(1), table));
    else methods.push(decodeMethod(id, line, (keys) => listOf(keys, table, lists)));
  }
  return { methods, gone };
}

function listOf(keys: string, table: Parameters, lists: Map<string, ParameterList>): ParameterList {
  const list = lists.get(keys) ?? decodeParameterList(keys, table);
  lists.set(keys, list);
  return list;
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

function withMore(method: Method, keys: string, table: Parameters): Method {
  const { parameters } = decodeParameterList(keys, table);
  return { ...method, parameters: Object.assign(Object.create(null), method.parameters, parameters) };
}

function decodeParameters(lines: string, before: Parameters | undefined): Parameters {
  const table: Record<string, Parameter> = Object.create(null);
  if (before !== undefined) Object.assign(table, before);
  for (const [name, descriptor] of linesByName(lines)) {
    if (descriptor === '') delete table[name.slice(1)];
    else table[name] = decodeParameter(descriptor);
  }
  return table;
}

/** `keys`: as in `project,region.2,requestId`, where what follows the dot tells parameters of one name apart. */
function decodeParameterList(keys: string, table: Parameters): ParameterList {
  const parameters: Record<string, Parameter> = Object.create(null);
  const parameterOrder: string[] = [];
  for (const key of keys.split(',')) {
    const parameter = table[key];
    // The mark `@deprecated` stands among the keys and is no parameter.
    if (parameter === undefined) continue;
    const dot = key.indexOf('.');
    const name = dot === -1 ? key : key.slice(0, dot);
    parameters[name] = parameter;
    if (parameter.required) parameterOrder.push(name);
  }
  return { parameters, parameterOrder };
}
