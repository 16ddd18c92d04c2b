import type { ApiVersion, Method } from '@gcepool/api';
import { methodIdOf } from '../api/request.ts';
import type { ApiRequest } from '../api/request.ts';
import { routesOf } from '../api/routes.ts';
import { splitUrl } from '../api/split-url.ts';
import type { JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

/** A call as it is to be written in some language. */
export interface WrittenCall {
  readonly version: ApiVersion;
  readonly method: Method;
  /** Below `/compute/v1/`, without the query. */
  readonly path: string;
  /** Parameters of the path, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Without the fingerprint that is read. */
  readonly body: JsonObject | undefined;
  /** The fingerprint of what it changes, which is read before. */
  readonly fingerprint: ReadFingerprint | undefined;
  /** Why it was refused, where it was: it may be refused again. */
  readonly refusal: string | undefined;
}

/** A fingerprint that is read before a call, and the field of its body that it is sent in. */
export interface ReadFingerprint {
  readonly field: string;
  readonly get: Pick<WrittenCall, 'method' | 'parameters' | 'path'>;
  /** Fields that lead to it in what is read. */
  readonly at: readonly string[];
}

/** Of which part of its resource a method takes the fingerprint, where that is not the resource itself. */
const PARTS: Readonly<Record<string, string>> = {
  setCommonInstanceMetadata: 'commonInstanceMetadata',
  setMetadata: 'metadata',
  setTags: 'tags',
};
const FINGERPRINTS = ['fingerprint', 'labelFingerprint'];

/** Parameters that say nothing of what is done: how an answer is to look, and what makes a repetition harmless. */
const LEFT_OUT = /^(?:\$.*|access_token|alt|fields|key|oauth_token|prettyPrint|quotaUser|requestId|userIp)$/;

/** A request as it is to be written; undefined for what is no call of the API. */
export function writtenCall(request: ApiRequest, refusal: string | undefined): WrittenCall | undefined {
  if (methodIdOf(request) === undefined) return undefined;
  const { path: whole, queryText } = splitUrl(request.url);
  const [, version = 'v1', path = ''] = /^\/compute\/(v1|beta|alpha)\/(.+?)\/?$/.exec(whole) ?? [];
  // The pattern has no other.
  const spoken = version as ApiVersion;
  const found = callOf(spoken, request.method, path);
  if (found === undefined) return undefined;
  const body = bodyOf(request.body);
  const fingerprint = fingerprintOf(spoken, found.method, path, body);
  return {
    version: spoken,
    ...found,
    query: Object.fromEntries([...new URLSearchParams(queryText)].filter(([name]) => !LEFT_OUT.test(name))),
    body: body === undefined ? undefined : withoutReadParts(body, fingerprint),
    fingerprint,
    refusal,
  };
}

/** Below `/compute/`, as it is sent: `v1/projects/…?sourceInstanceTemplate=…`. */
export function pathAndQuery({ version, path, query }: WrittenCall): string {
  const parameters = new URLSearchParams(query).toString();
  return `${version}/${path}${parameters === '' ? '' : `?${parameters}`}`;
}

function callOf(version: ApiVersion, httpMethod: string, path: string): ReadFingerprint['get'] | undefined {
  const segments = path.split('/').map(decodeURIComponent);
  const route = routesOf(version).find(httpMethod, segments);
  if (typeof route !== 'object') return undefined;
  const parameters = Object.fromEntries(
    route.parameterAt.flatMap((name, index) => (name === undefined ? [] : [[name, segments[index] ?? ''] as const])),
  );
  return { method: route.method, path, parameters };
}

function bodyOf(body: unknown): JsonObject | undefined {
  if (typeof body !== 'string' || body === '') return undefined;
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function fingerprintOf(
  version: ApiVersion,
  method: Method,
  path: string,
  body: JsonObject | undefined,
): ReadFingerprint | undefined {
  const field = FINGERPRINTS.find((name) => typeof own(body, name) === 'string' && own(body, name) !== '');
  if (field === undefined) return undefined;
  // A verb stands behind the resource: `…/instances/web/setTags`.
  const get = callOf(version, 'GET', path) ?? callOf(version, 'GET', path.replace(/\/[^/]+$/, ''));
  if (get?.method.name !== 'get') return undefined;
  const part = own(PARTS, method.name);
  return { field, get, at: part === undefined ? [field] : [part, field] };
}

/** What belongs to the state that a call met, and to no other: fingerprints that are read, and etags of policies. */
function withoutReadParts(body: JsonObject, fingerprint: ReadFingerprint | undefined): JsonObject {
  const policy = own(body, 'policy');
  const kept = Object.entries(body).filter(([name]) => name !== fingerprint?.field && name !== 'etag');
  return {
    ...Object.fromEntries(kept),
    ...(isObject(policy)
      ? { policy: Object.fromEntries(Object.entries(policy).filter(([name]) => name !== 'etag')) }
      : {}),
  };
}
