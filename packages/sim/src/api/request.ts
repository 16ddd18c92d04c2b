import { methods } from '@gcepool/api';
import { isRegion, isZone } from '../collections/geography.ts';
import type { JsonObject } from '../kernel/json.ts';
import { readBody, patternOf } from './body.ts';
import { readPayload } from './payload.ts';
import type { Query } from './query.ts';
import { checkQuery, readQuery } from './query.ts';
import type { Call } from '../collections/call.ts';
import type { BodyRules } from '../collections/collection.ts';
import { badRequest, invalid, Refusal, required } from '../kernel/refusal.ts';
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

const BASE_PATH = '/compute/v1/';

/** How strictly requests are read. */
export interface RequestPolicy {
  readonly isTolerant: boolean;
  readonly isTokenRequired: boolean;
  /** What a collection's bodies may hold beyond the model. */
  readonly rulesOf: (route: Route) => BodyRules | undefined;
}

/** The id of the method a request asks for, however badly; undefined if its URL is that of no method. */
export function methodIdOf({ method, url }: ApiRequest): string | undefined {
  if (typeof method !== 'string' || typeof url !== 'string') return undefined;
  const { path } = splitUrl(url);
  const route = path.startsWith(BASE_PATH) ? findRoute(method, path.slice(BASE_PATH.length).split('/')) : undefined;
  return typeof route === 'object' ? route.method.id : undefined;
}

/** Routes and checks a request. @throws Refusal for what GCE refuses before it looks at any resource */
export function readRequest(request: ApiRequest, policy: RequestPolicy): Call {
  if (typeof request.method !== 'string' || typeof request.url !== 'string') {
    throw badRequest('A request needs a method and a URL.');
  }
  const { path, queryText } = splitUrl(request.url);
  if (!path.startsWith(BASE_PATH)) throw unknownPath(request.method, path);
  const segments = path.slice(BASE_PATH.length).split('/').map(decodeSegment);
  const route = findRoute(request.method, segments);
  if (route === undefined || route === 'verb') throw unknownPath(request.method, path);
  const query = readQuery(queryText, route.method);
  if (policy.isTokenRequired && !hasToken(request, query)) throw unauthenticated();
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

/** Where the resource of a path is kept. */
export function placeOf(
  route: Route,
  segments: readonly string[],
): Pick<Call, 'scope' | 'project' | 'parent' | 'path'> {
  const project = segments[0] === 'projects' ? (segments[1] ?? '') : '';
  const stored = route.lacksGlobal ? [...segments.slice(0, 2), 'global', ...segments.slice(2)] : segments;
  const shift = route.lacksGlobal ? 1 : 0;
  const scope = stored.slice(0, route.scopeLength + shift).join('/');
  const length = (route.resourceLength ?? route.collectionLength + 1) + shift;
  if (route.resourceLength === undefined) {
    return { scope, project, parent: stored.slice(0, length - 1).join('/'), path: '' };
  }
  return {
    scope,
    project,
    parent: stored.slice(0, length - 1).join('/'),
    path: stored.slice(0, length).join('/'),
  };
}

function splitUrl(url: string): { readonly path: string; readonly queryText: string } {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('://') + 3);
  if (start === -1) return { path: '/', queryText: '' };
  const [target = ''] = url.slice(start).split('#', 1);
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target, queryText: '' };
  return { path: target.slice(0, mark), queryText: target.slice(mark + 1) };
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`Invalid path segment: ${segment}`);
  }
}

/** For the methods whose parameters have no pattern: what ends up in a path is never more than one segment of it. */
const ANY_NAME = '[-.:\\w]{1,255}';
const PROJECT = methods.find(({ id }) => id === 'projects.get')?.parameters['project']?.pattern ?? ANY_NAME;

function readPathParameters(route: Route, segments: readonly string[]): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const [index, name] of route.parameterAt.entries()) {
    const value = segments[index];
    if (name === undefined || value === undefined) continue;
    const pattern = route.method.parameters[name]?.pattern ?? (name === 'project' ? PROJECT : ANY_NAME);
    if (!patternOf(pattern).test(value)) {
      const message = `Invalid value for field '${name}': '${value}'. Must be a match of regex '${pattern}'`;
      throw badRequest(message, 'invalidParameter');
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

function readRequestBody(route: Route, body: unknown, policy: RequestPolicy): JsonObject {
  const { method } = route;
  const payload = readPayload(body);
  // Google's client for Node.js sends an empty JSON text where it has no body to send, and the API takes it.
  const value = payload === '' ? undefined : payload;
  if (method.request === undefined) {
    if (value === undefined || isEmptyObject(value)) return {};
    if (policy.isTolerant) return {};
    throw badRequest('Invalid JSON payload received. The method takes no body.');
  }
  const isWhole = method.name === 'insert' || method.name === 'update';
  if (value === undefined || (isWhole && isEmptyObject(value))) {
    if (isWhole || method.operationScope !== undefined) throw required('resource');
    return {};
  }
  const rules = policy.rulesOf(route);
  return readBody(method.request, value, {
    methodId: method.id,
    isTolerant: policy.isTolerant,
    // `patchRule` and its like are sent by POST.
    keepsNull: method.httpMethod === 'PATCH' || method.name.startsWith('patch'),
    accepts: rules?.accepts ?? [],
    optional: rules?.optional ?? [],
    acceptsValues: rules?.acceptsValues ?? {},
    ignores: [...(rules?.ignores ?? []), ...wholeRequestOf(method)],
  });
}

/**
 * To ask for a list by POST, Google's client for Go sends the whole message of its request where only a part of it is the body,
 * and the service looks past the rest: https://github.com/googleapis/gapic-generator-go/pull/1784
 */
function wholeRequestOf({ httpMethod, parameters, request = '' }: Route['method']): readonly string[] {
  if (httpMethod !== 'POST' || parameters['pageToken'] === undefined) return [];
  return [...Object.keys(parameters), `${request.charAt(0).toLowerCase()}${request.slice(1)}Resource`];
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** An API key is no token: it names a project, not a user. */
const hasToken = (request: ApiRequest, query: Query): boolean =>
  request.headers?.['authorization'] !== undefined || query.has('access_token') || query.has('oauth_token');

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
