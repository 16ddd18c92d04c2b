import { decodeParameter } from './descriptor.ts';
import { globalParameterLines, methodLines, parameterLines } from './generated/model.ts';
import { linesByName, linesOf } from './lines.ts';
import type { Method, OperationScope, Parameter } from './model.ts';

type ParameterList = Pick<Method, 'parameters' | 'parameterOrder'>;

/** The parameters that every method takes: `alt`, `fields`, `prettyPrint` and so on. Has no prototype. */
export const globalParameters: Readonly<Record<string, Parameter>> = decodeTable(globalParameterLines);

/** Every method of the API, sorted by id. */
export const methods: readonly Method[] = decodeMethods(decodeTable(parameterLines));

function decodeMethods(table: Readonly<Record<string, Parameter>>): Method[] {
  // Many methods take the same parameters; they share one list.
  const lists = new Map<string, ParameterList>();
  return linesOf(methodLines).map((line) => {
    const [id = '', httpMethod = '', path = '', request = '', response = '', scope = '', keys = ''] = line.split(' ');
    const list = lists.get(keys) ?? decodeParameterList(keys, table);
    lists.set(keys, list);
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
  });
}

function decodeTable(lines: string): Record<string, Parameter> {
  const table: Record<string, Parameter> = Object.create(null);
  for (const [name, descriptor] of linesByName(lines)) table[name] = decodeParameter(descriptor);
  return table;
}

/** `keys`: as in `project,region.2,requestId`, where what follows the dot tells parameters of one name apart. */
function decodeParameterList(keys: string, table: Readonly<Record<string, Parameter>>): ParameterList {
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
