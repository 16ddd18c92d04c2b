import type { Method, OperationScope, Parameter } from '../src/model.ts';
import type { DiscoveryDocument, DiscoveryMethod, DiscoveryParameter } from './discovery.ts';
import { byKey } from './property.ts';

/** All methods of the document, sorted by id. */
export function readMethods(document: DiscoveryDocument): Method[] {
  return Object.entries(document.resources)
    .flatMap(([collection, resource]) =>
      Object.entries(resource.methods).map(([name, method]) => readMethod(collection, name, method)),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function readMethod(collection: string, name: string, method: DiscoveryMethod): Method {
  const { parameters, parameterOrder } = flatParameters(method);
  return {
    id: `${collection}.${name}`,
    collection,
    name,
    httpMethod: readVerb(method),
    path: method.flatPath,
    parameters,
    parameterOrder,
    ...(method.request !== undefined && { request: method.request.$ref }),
    ...(method.response !== undefined && { response: method.response.$ref }),
    ...(startsOperation(collection, method) && { operationScope: operationScopeOf(method) }),
    ...(method.deprecated === true && { deprecated: true }),
  };
}

function readVerb(method: DiscoveryMethod): Method['httpMethod'] {
  switch (method.httpMethod) {
    case 'GET':
    case 'POST':
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
      return method.httpMethod;
    default:
      throw new Error(`${method.id} has the verb ${method.httpMethod}, which this generator does not know`);
  }
}

/** The methods of the operations collections answer with operations that others started. */
function startsOperation(collection: string, method: DiscoveryMethod): boolean {
  return method.response?.$ref === 'Operation' && !/operations$/i.test(collection);
}

function operationScopeOf({ flatPath }: DiscoveryMethod): OperationScope {
  const [top = '', , area = ''] = flatPath.split('/');
  if (top === 'locations') return 'organization';
  if (top === 'organizations') return area === 'zones' ? 'organizationZone' : 'organization';
  if (top === 'folders') return area === 'zones' ? 'folderZone' : 'folder';
  if (flatPath.startsWith('projects/{project}/regions/{region}/')) return 'region';
  if (flatPath.startsWith('projects/{project}/zones/{zone}/')) return 'zone';
  return 'global';
}

/**
 * The parameters of the flat path. A placeholder such as `{+parentName}`, which stands for several segments, gives way
 * to one parameter for each of them.
 */
function flatParameters(method: DiscoveryMethod): Pick<Method, 'parameters' | 'parameterOrder'> {
  const placeholders = [...method.flatPath.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const expansion = placeholders.filter((name) => method.parameters[name] === undefined);
  const order = (method.parameterOrder ?? []).flatMap((name) =>
    method.parameters[name]?.location === 'path' && !placeholders.includes(name) ? expansion : [name],
  );
  const parameters: Record<string, Parameter> = {};
  for (const name of order) {
    const declared = method.parameters[name];
    parameters[name] =
      declared === undefined ? { location: 'path', type: 'string', required: true } : readParameter(name, declared);
  }
  for (const [name, declared] of Object.entries(method.parameters).toSorted(byKey)) {
    if (name in parameters || declared.location !== 'query') continue;
    if (declared.required === true) throw new Error(`${method.id} requires ${name} but does not order it`);
    parameters[name] = readParameter(name, declared);
  }
  return { parameters, parameterOrder: order };
}

/** Reads one parameter; also for the parameters that every method takes. */
export function readParameter(name: string, declared: DiscoveryParameter): Parameter {
  const { location, type } = declared;
  if (location !== 'path' && location !== 'query') throw new Error(`Parameter ${name} is in the ${location}`);
  if (type !== 'string' && type !== 'integer' && type !== 'number' && type !== 'boolean') {
    throw new Error(`Parameter ${name} has the type ${type}, which this generator does not know`);
  }
  return {
    location,
    type,
    ...(declared.format !== undefined && { format: declared.format }),
    ...(declared.required === true && { required: true }),
    ...(declared.repeated === true && { repeated: true }),
    ...(declared.pattern !== undefined && { pattern: declared.pattern }),
    ...(declared.enum !== undefined && { enum: declared.enum.toSorted() }),
    ...(declared.minimum !== undefined && { minimum: Number(declared.minimum) }),
    ...(declared.maximum !== undefined && { maximum: Number(declared.maximum) }),
    ...(declared.default !== undefined && { default: declared.default }),
  };
}
