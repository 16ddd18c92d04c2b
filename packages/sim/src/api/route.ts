import type { Method } from '@gcepool/api';
import { methods } from '@gcepool/api';

/** A method with what its path template says about where its resource is kept. */
export interface Route {
  readonly method: Method;
  /** Parameter names by position in the path; undefined where the template has a literal. */
  readonly parameterAt: readonly (string | undefined)[];
  /** How many segments of the path name the scope: `projects/p/global` has three. */
  readonly scopeLength: number;
  /** How many segments of the path name the resource; undefined for a method on a whole collection. */
  readonly resourceLength: number | undefined;
  /** How many segments of the path name the collection: `projects/p/global/backendServices` has four. */
  readonly collectionLength: number;
  /** The last of those: `backendServices`. */
  readonly segment: string;
  /** Whether the stored path has a `global` that the template leaves out (`projects/p/targetHttpProxies/x/setUrlMap`). */
  readonly lacksGlobal: boolean;
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<string, Route>;
}

const newNode = (): Node => ({ literals: new Map(), parameter: undefined, routes: new Map() });

/**
 * Finds the method of a request. Segment by segment, a literal wins over a parameter: that resolves every method of the
 * API, although fifty pairs of templates overlap.
 *
 * @param segments of the path below `/compute/v1/`
 * @returns the route; `'verb'` when the path exists for other verbs only; undefined when no template fits
 */
export function findRoute(httpMethod: string, segments: readonly string[]): Route | 'verb' | undefined {
  let node: Node | undefined = trie();
  for (const segment of segments) {
    node = node.literals.get(segment) ?? (segment === '' ? undefined : node.parameter);
    if (node === undefined) return undefined;
  }
  return node.routes.get(httpMethod) ?? (node.routes.size > 0 ? 'verb' : undefined);
}

/** All routes, one for each method of the API. */
export function allRoutes(): readonly Route[] {
  routes ??= methods.map(compile);
  return routes;
}

let routes: readonly Route[] | undefined;

let root: Node | undefined;

function trie(): Node {
  if (root !== undefined) return root;
  root = newNode();
  for (const route of allRoutes()) {
    let node = root;
    for (const [index, segment] of route.method.path.split('/').entries()) {
      if (route.parameterAt[index] === undefined) {
        let next = node.literals.get(segment);
        if (next === undefined) node.literals.set(segment, (next = newNode()));
        node = next;
      } else {
        node = node.parameter ??= newNode();
      }
    }
    node.routes.set(route.method.httpMethod, route);
  }
  return root;
}

/** Paths of resources that there is one of in every scope, so that nothing names it: `snapshotSettings`. */
const onlyOnes: ReadonlySet<string> = new Set(
  methods.filter(({ name, path }) => name === 'get' && !path.endsWith('}')).map(({ path }) => path),
);

/** Methods on a whole collection although their template ends in a literal after it. */
const isCollectionMethod = (method: Method): boolean =>
  method.name === 'list' || method.name === 'insert' || method.name === 'aggregatedList';

function compile(method: Method): Route {
  const segments = method.path.split('/');
  const parameterAt = segments.map((segment) => (segment.startsWith('{') ? segment.slice(1, -1) : undefined));
  const lastParameter = parameterAt.findLastIndex((name) => name !== undefined);
  const scopeLength = lengthOfScope(segments);
  const isOnCollection = isCollectionMethod(method) || lastParameter < Math.max(scopeLength, 1);
  // `projects/p` and `projects/p/zones/z` are resources themselves, and `projects/p/moveDisk` is a verb on the former.
  const isProject = method.collection === 'projects';
  const isItemOfScope = isProject || (lastParameter === segments.length - 1 && segments.length === scopeLength);
  const resourceLength = isProject
    ? 2
    : onlyOnes.has(method.path)
      ? segments.length
      : isOnCollection && !isItemOfScope
        ? undefined
        : lastParameter + 1;
  const scope = isProject ? 2 : isItemOfScope ? scopeLength - 2 : scopeLength;
  // A resource under another one is of the inner collection: `reservations/r/reservationBlocks/b`.
  const isNested =
    resourceLength !== undefined && resourceLength > scope + 2 && parameterAt[resourceLength - 3] !== undefined;
  const collectionLength = isProject
    ? 1
    : isCollectionMethod(method)
      ? segments.length
      : isNested
        ? resourceLength - 1
        : scope + 1;
  return {
    method,
    parameterAt,
    scopeLength: scope,
    resourceLength,
    collectionLength,
    segment: segments[collectionLength - 1] ?? method.collection,
    lacksGlobal: scopeLength === 2 && segments.length > 4 && segments[0] === 'projects',
  };
}

function lengthOfScope(segments: readonly string[]): number {
  if (segments[0] !== 'projects') return segments[0] === 'locations' ? 2 : 0;
  switch (segments[2]) {
    case 'global':
    case 'aggregated':
      return 3;
    case 'zones':
    case 'regions':
      return segments.length > 3 ? 4 : 2;
    default:
      return 2;
  }
}

const scopeKinds = new Map<string, Set<string>>();

/** Whether a collection lives in `global`, `regions` or `zones`, or in several of them. */
export function scopeKindsOf(segment: string): ReadonlySet<string> {
  if (scopeKinds.size === 0) {
    for (const route of allRoutes()) {
      if (route.method.name !== 'list' || !route.method.path.startsWith('projects/')) continue;
      const kinds = scopeKinds.get(route.segment) ?? new Set<string>();
      kinds.add(route.method.path.split('/')[2] ?? '');
      scopeKinds.set(route.segment, kinds);
    }
  }
  return scopeKinds.get(segment) ?? new Set();
}

const schemas = new Map<string, string>();

/** The schema of the resources kept under `backendServices/`; undefined if there is no way to get one. */
export function schemaOfSegment(segment: string): string | undefined {
  if (schemas.size === 0) {
    for (const { method, resourceLength } of allRoutes()) {
      if (method.name !== 'get' || method.response === undefined || resourceLength === undefined) continue;
      schemas.set(method.path.split('/').at(-2) ?? '', method.response);
    }
  }
  return schemas.get(segment);
}
