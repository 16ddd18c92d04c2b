import type { Method } from '@gcepool/api';
import { globalParameters } from '@gcepool/api';
import { isRegion, isZone } from '../collections/geography.ts';
import type { JsonObject } from '../engine/json.ts';
import { readBody, patternOf } from './body.ts';
import type { Call } from '../collections/call.ts';
import { badRequest, invalid, Refusal, required } from '../engine/refusal.ts';
import type { Route } from './route.ts';
import { findRoute } from './route.ts';

/** A request to the API, as any transport brings it. */
export interface ApiRequest {
  readonly method: string;
  /** Full URL, or path and query. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text, or the value it stands for. */
  readonly body?: unknown;
}

export const BASE_PATH = '/compute/v1/';

/** How strictly requests are read. */
export interface RequestPolicy {
  readonly isTolerant: boolean;
  readonly isTokenRequired: boolean;
  /** Fields of a collection's bodies that are kept although the model calls them output only. */
  readonly accepts: (route: Route) => readonly string[];
}

/** Routes and checks a request. @throws Refusal for what GCE refuses before it looks at any resource */
export function readRequest(request: ApiRequest, policy: RequestPolicy): Call {
  const { path, query } = splitUrl(request.url);
  if (!path.startsWith(BASE_PATH)) throw unknownPath(request.method, path);
  const segments = path.slice(BASE_PATH.length).split('/').map(decodeSegment);
  const route = findRoute(request.method, segments);
  if (route === undefined || route === 'verb') throw unknownPath(request.method, path);
  if (policy.isTokenRequired && request.headers?.['authorization'] === undefined) throw unauthenticated();
  const parameters = readPathParameters(route, segments);
  checkQuery(route.method, query);
  const body = readRequestBody(route, request.body, policy);
  return {
    method: route.method,
    segment: route.segment,
    parameters,
    query,
    body,
    user: userOf(request),
    ...placeOf(route, segments),
  };
}

function placeOf(route: Route, segments: readonly string[]): Pick<Call, 'scope' | 'project' | 'parent' | 'path'> {
  const project = segments[0] === 'projects' ? (segments[1] ?? '') : '';
  const stored = route.lacksGlobal ? [...segments.slice(0, 2), 'global', ...segments.slice(2)] : segments;
  const shift = route.lacksGlobal ? 1 : 0;
  const scope = stored.slice(0, route.scopeLength + shift).join('/');
  if (route.resourceLength === undefined) {
    const parent = `${scope}/${route.segment}`;
    return { scope, project, parent, path: '' };
  }
  const length = route.resourceLength + shift;
  return {
    scope,
    project,
    parent: stored.slice(0, length - 1).join('/'),
    path: stored.slice(0, length).join('/'),
  };
}

function splitUrl(url: string): { readonly path: string; readonly query: ReadonlyMap<string, string> } {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('://') + 3);
  const mark = url.indexOf('?', start);
  if (mark === -1) return { path: start === -1 ? '/' : url.slice(start), query: NO_QUERY };
  const text = url.slice(mark + 1);
  return { path: url.slice(start, mark), query: text === '' ? NO_QUERY : new Map(new URLSearchParams(text)) };
}

const NO_QUERY: ReadonlyMap<string, string> = new Map();

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`Invalid path segment: ${segment}`);
  }
}

function readPathParameters(route: Route, segments: readonly string[]): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const [index, name] of route.parameterAt.entries()) {
    const value = segments[index];
    if (name === undefined || value === undefined) continue;
    const pattern = route.method.parameters[name]?.pattern;
    if (pattern !== undefined && !patternOf(pattern).test(value)) {
      const reason = name === 'project' ? 'RESOURCE_PROJECT_INVALID' : 'invalidParameter';
      throw badRequest(`Invalid value for field '${name}': '${value}'. Must be a match of regex '${pattern}'`, reason);
    }
    if (name === 'zone' && index < segments.length - 1 && !isZone(value)) {
      throw invalid('zone', value, 'Unknown zone.');
    }
    if (name === 'region' && index < segments.length - 1 && !isRegion(value)) {
      throw invalid('region', value, 'Unknown region.');
    }
    parameters[name] = value;
  }
  return parameters;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ZERO_UUID = '00000000-0000-0000-0000-000000000000';

/** Declared parameters are checked; undeclared ones are ignored, as the real service ignores them. */
function checkQuery(method: Method, query: ReadonlyMap<string, string>): void {
  for (const name of Object.keys(method.parameters)) {
    const parameter = method.parameters[name];
    if (parameter?.location === 'query' && parameter.required === true && !query.has(name)) throw required(name);
  }
  for (const [name, value] of query) {
    const parameter = method.parameters[name] ?? globalParameters[name];
    if (parameter === undefined) continue;
    const isValid =
      (parameter.type !== 'boolean' || /^(?:true|false)$/i.test(value)) &&
      (parameter.type !== 'integer' || /^-?\d+$/.test(value)) &&
      (parameter.enum === undefined || parameter.enum.includes(value));
    if (!isValid) throw invalid(name, value, `It must be ${describeParameter(parameter)}.`);
  }
  const requestId = query.get('requestId');
  if (requestId !== undefined && (!UUID.test(requestId) || requestId === ZERO_UUID)) {
    throw invalid('requestId', requestId, 'The request ID must be a valid UUID, and not the zero UUID.');
  }
}

const describeParameter = (parameter: { readonly type: string; readonly enum?: readonly string[] }): string =>
  parameter.enum === undefined
    ? parameter.type === 'integer'
      ? 'an integer'
      : 'true or false'
    : `one of: ${parameter.enum.join(', ')}`;

function readRequestBody(route: Route, body: unknown, policy: RequestPolicy): JsonObject {
  const { method } = route;
  const value = parseBody(body);
  if (method.request === undefined) {
    if (value === undefined || isEmptyObject(value)) return {};
    if (policy.isTolerant) return {};
    throw badRequest('Invalid JSON payload received. The method takes no body.');
  }
  const isWrite = method.name === 'insert' || method.name === 'update' || method.name === 'patch';
  if (value === undefined || (isWrite && isEmptyObject(value))) {
    if (isWrite || method.operationScope !== undefined) throw required('resource');
    return {};
  }
  return readBody(method.request, value, {
    methodId: method.id,
    isTolerant: policy.isTolerant,
    keepsNull: method.httpMethod === 'PATCH',
    accepts: policy.accepts(route),
  });
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

function parseBody(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'not JSON';
    throw badRequest(`Invalid JSON payload received. ${detail}`, 'parseError');
  }
}

const userOf = (request: ApiRequest): string => request.headers?.['x-gcepool-user'] ?? 'user@example.com';

const unknownPath = (method: string, path: string): Refusal =>
  new Refusal(
    404,
    'notFound',
    `The requested URL ${path} was not found for ${method}: no method of Compute v1 is there.`,
  );

const unauthenticated = (): Refusal =>
  new Refusal(
    401,
    'required',
    'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    { frontEndStatus: 'UNAUTHENTICATED', location: 'Authorization', locationType: 'header' },
  );
