import type { ApiModel, Method, MethodPath } from '@gcepool/api';

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

/** Paths of resources that there is one of in every scope, so that nothing names it: `snapshotSettings`. */
export const onlyOnesOf = ({ methodPaths }: ApiModel): ReadonlySet<string> =>
  new Set(methodPaths.filter(({ id, path }) => id.endsWith('.get') && !path.endsWith('}')).map(({ path }) => path));

/** Methods on a whole collection although their template ends in a literal after it. */
const isCollectionMethod = (method: Method): boolean =>
  method.name === 'list' || method.name === 'insert' || method.name === 'aggregatedList';

/** @param onlyOnes as {@link onlyOnesOf} tells them */
export function compileRoute(method: Method, onlyOnes: ReadonlySet<string>): Route {
  const segments = templateOf(method);
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

/** The segments of a method's path. A verb behind a colon counts as one of its own: `{address}:updatePublicPtr`. */
export const templateOf = ({ path }: MethodPath): readonly string[] => path.replace('}:', '}/:').split('/');

function lengthOfScope(segments: readonly string[]): number {
  const [root = ''] = segments;
  if (root === 'locations') return 2;
  if (root !== 'projects' && root !== 'organizations' && root !== 'folders') return 0;
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
