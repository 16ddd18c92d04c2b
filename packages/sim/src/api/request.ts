import type { ApiModel, ApiVersion, Schema } from '@gcepool/api';
import { modelOf } from '@gcepool/api/models';
import { isRegion, isZone } from '../collections/geography.ts';
import type { JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { readBody } from './body.ts';
import { findFieldName } from '../wire/field-name.ts';
import { IgnoredFields } from './ignored-fields.ts';
import { patternOf } from './pattern.ts';
import { readPayload } from './payload.ts';
import type { Query } from './query.ts';
import { checkQuery, readQuery } from './query.ts';
import type { Call } from '../collections/call.ts';
import type { Collection } from '../collections/collection.ts';
import { badRequest, invalid, Refusal, required } from '../kernel/refusal.ts';
import { recentRead, rememberRead } from './recent-reads.ts';
import type { Route } from './route.ts';
import type { Routes } from './routes.ts';
import { routesOf } from './routes.ts';
import { splitUrl } from './split-url.ts';
import { own } from '../kernel/own.ts';

/** A request to the API, whichever transport brings it. */
export interface ApiRequest {
  readonly method: string;
  /** Full URL, or path and query. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text, or the value it stands for. */
  readonly body?: unknown;
}

/** Where each version of the API is served. */
const BASE_PATHS: readonly (readonly [path: string, version: ApiVersion])[] = [
  ['/compute/v1/', 'v1'],
  ['/compute/beta/', 'beta'],
  ['/compute/alpha/', 'alpha'],
];

/** How strictly requests are read. */
export interface RequestPolicy {
  /** What has no effect is refused. */
  readonly isStrict: boolean;
  readonly isTokenRequired: boolean;
  /** The rules of a route's collection. */
  readonly collectionOf: (route: Route) => Pick<Collection, 'body' | 'lifecycle'>;
}

/** The id of the method a request asks for, however badly; undefined if its URL is that of no method. */
export function methodIdOf({ method, url }: ApiRequest): string | undefined {
  if (typeof method !== 'string' || typeof url !== 'string') return undefined;
  return findRoute(method, splitUrl(url).path, (segment) => segment)?.route.method.id;
}

/** Routes and checks a request. @throws Refusal for what GCE refuses before it looks at any resource */
export function readRequest(request: ApiRequest, policy: RequestPolicy): Call {
  if (typeof request.method !== 'string' || typeof request.url !== 'string') {
    throw badRequest('A request needs a method and a URL.');
  }
  const isBare = request.method === 'GET' && request.body === undefined && !policy.isTokenRequired;
  const known = isBare ? recentRead(request.url) : undefined;
  if (known !== undefined) return { ...known, user: userOf(request) };
  const { path, queryText } = splitUrl(request.url);
  const found = findRoute(request.method, path, decodeSegment);
  if (found === undefined) throw unknownPath(request.method, path);
  const { route, segments, model } = found;
  const query = readQuery(queryText, route.method);
  if (policy.isTokenRequired) requireToken(request, query);
  const parameters = readPathParameters(route, segments);
  const ignored = new IgnoredFields(policy.isStrict);
  const body = telling(ignored, () => {
    checkQuery(route.method, query, ignored, model);
    return readRequestBody(found, request.body, policy, ignored);
  });
  const { scope, project, parent, path: resource } = placeOf(route, segments);
  const call: Call = {
    model,
    method: route.method,
    segment: route.segment,
    parameters,
    query,
    body,
    user: userOf(request),
    scope,
    project,
    parent,
    path: resource,
    ignored: ignored.found,
    sentOutputs: ignored.outputs,
  };
  // What has no effect is told, or refused, each time.
  if (isBare && ignored.found === undefined) rememberRead(request.url, call);
  return call;
}

/** What a request asks for, and in which version of the API. */
interface Found {
  readonly model: ApiModel;
  readonly route: Route;
  readonly segments: readonly string[];
}

/** The method that a path is of; undefined if it is that of none. */
function findRoute(httpMethod: string, path: string, decode: (segment: string) => string): Found | undefined {
  for (const [base, version] of BASE_PATHS) {
    if (!path.startsWith(base)) continue;
    const routes = routesOf(version);
    const relative = path.slice(base.length);
    const segments = relative.includes('%') ? segmentsOf(relative).map(decode) : segmentsOf(relative);
    return routeIn(routes, httpMethod, segments) ?? routeIn(routes, httpMethod, withVerb(segments));
  }
  return undefined;
}

function routeIn(routes: Routes, httpMethod: string, segments: readonly string[]): Found | undefined {
  const route = routes.find(httpMethod, segments);
  return typeof route === 'object' ? { model: routes.model, route, segments } : undefined;
}

/** The segments of a path; a slash at its end makes no difference (observed: Terraform sends one). */
function segmentsOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.length > 1 && segments.at(-1) === '' ? segments.slice(0, -1) : segments;
}

/** With a verb behind a colon as a segment of its own: `addresses/a:updatePublicPtr`. */
function withVerb(segments: readonly string[]): readonly string[] {
  const last = segments.at(-1) ?? '';
  const colon = last.indexOf(':');
  return colon < 1 ? segments : [...segments.slice(0, -1), last.slice(0, colon), last.slice(colon)];
}

/** What `read` gives. Its refusal says what was ignored until then: a field that is missing may be one that is misspelt. */
function telling<T>(ignored: IgnoredFields, read: () => T): T {
  try {
    return read();
  } catch (refusal) {
    if (refusal instanceof Refusal && ignored.found !== undefined) refusal.ignored = ignored.found;
    throw refusal;
  }
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
  const parent = stored.slice(0, length - 1).join('/');
  return { scope, project, parent, path: route.resourceLength === undefined ? '' : `${parent}/${stored[length - 1]}` };
}

export function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`Invalid path segment: ${segment}`);
  }
}

/** For the methods whose parameters have no pattern: what ends up in a path is never more than one segment of it. */
const ANY_NAME = '[-.:\\w]{1,255}';
/** What ids and numbers of projects look like. */
export const projectPattern = (): string =>
  modelOf('v1').findMethod('projects.get')?.parameters['project']?.pattern ?? ANY_NAME;

function readPathParameters(route: Route, segments: readonly string[]): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const [index, name] of route.parameterAt.entries()) {
    const value = segments[index];
    if (name === undefined || value === undefined) continue;
    const pattern = own(route.method.parameters, name)?.pattern ?? (name === 'project' ? projectPattern() : ANY_NAME);
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

/**
 * Reads what a request carries. To carry nothing is to carry an empty message, which Google's client for Node.js sends as an
 * empty text, and its client for Go as `null`: ingress-gce takes the policy of a backend service away so. What carries nothing known can be neither inserted nor put in place of something.
 */
function readRequestBody(
  { route, model }: Found,
  sent: unknown,
  policy: RequestPolicy,
  ignored: IgnoredFields,
): JsonObject {
  const { method } = route;
  if (method.request === undefined) {
    if (!isEmptyText(sent) && !isEmptyObject(sent)) ignored.unwanted('body', 'The method takes no body.');
    return {};
  }
  const payload = readPayload(sent);
  // A text in JSON is what clients send that make JSON of their body twice.
  const isText = typeof payload === 'string';
  if (isText && payload !== '') ignored.unwanted('body', 'Root element must be a message, not string.');
  const body = isText ? {} : (payload ?? {});
  const { body: rules, lifecycle } = policy.collectionOf(route);
  const isInsert = method.name === 'insert';
  if (isInsert || method.httpMethod === 'PUT') refuseNothing(body, model.schema(method.request));
  const isLabelled = isInsert && lifecycle?.ignoresLabelsOnInsert === true;
  // Google's client for Node.js sends an empty map where nobody set any.
  if (isLabelled && isObject(body) && isObject(body['labels']) && Object.keys(body['labels']).length > 0) {
    ignored.unwanted('resource.labels', 'An insert sets no labels: setLabels does.');
  }
  return readBody(method.request, body, {
    model,
    methodId: method.id,
    ignored,
    // `patchRule` and its like are sent by POST.
    keepsNull:
      method.httpMethod === 'PATCH' ||
      method.name.startsWith('patch') ||
      rules?.merging?.includes(method.name) === true,
    accepts: rules?.accepts ?? NONE,
    optional: rules?.optional ?? NONE,
    acceptsValues: rules?.acceptsValues ?? {},
    ignores: [...(rules?.ignores ?? NONE), ...wholeRequestOf(method)],
  });
}

const NONE: readonly string[] = [];

/** @throws Refusal for a message without any field that its schema has (https://github.com/googleapis/google-api-python-client/issues/608) */
function refuseNothing(body: unknown, type: Schema): void {
  if (!isObject(body)) return;
  if (!Object.keys(body).some((key) => findFieldName(type, key) !== undefined)) throw required('resource');
}

const isEmptyText = (body: unknown): boolean =>
  body === undefined || (typeof body === 'string' && /^(?:""|\{\s*\}|null)?$/.test(body.trim()));

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

/**
 * An API key is no token: it names a project, not a user.
 *
 * @throws Refusal for a request without a token
 */
export function requireToken({ headers }: ApiRequest, query: Pick<Query, 'has'>): void {
  if (headers?.['authorization'] !== undefined || query.has('access_token') || query.has('oauth_token')) return;
  throw unauthenticated();
}

const userOf = (request: ApiRequest): string => request.headers?.['x-gcepool-user'] ?? 'user@example.com';

const unknownPath = (method: string, path: string): Refusal =>
  new Refusal(404, 'notFound', `The requested URL ${path} was not found for ${method}: no method of Compute is there.`);

const unauthenticated = (): Refusal =>
  new Refusal(
    401,
    'required',
    'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    { frontEndStatus: 'UNAUTHENTICATED', location: 'Authorization', locationType: 'header' },
  );
