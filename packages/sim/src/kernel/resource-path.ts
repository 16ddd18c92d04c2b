/** Where a resource can be: in a project itself, in `global`, in a region, in a zone, or in a place of an organization. */
export type ScopeKind = 'project' | 'global' | 'regions' | 'zones' | 'locations';

/** What a path or a scope says of the place: all parts are read once. */
export interface Scope {
  /** `projects/p/zones/z`, `projects/p/global`, `projects/p`, `locations/global`, `organizations/1/global`. */
  readonly scope: string;
  readonly scopeKind: ScopeKind;
  /** Empty outside projects. */
  readonly project: string;
  /** The zone or region; empty where the scope has none. */
  readonly location: string;
}

/** A path such as `projects/p/zones/z/instances/i`, or that of a collection, in its parts. */
export interface ResourcePath extends Scope {
  readonly text: string;
  /** The segment before the name: `instances`. */
  readonly collection: string;
  readonly name: string;
  /** Path of the resource that this one is nested in: `…/reservations/r` of `…/reservations/r/reservationBlocks/b`. */
  readonly owner: string | undefined;
}

/** The parts of a scope such as `projects/p/zones/z`. Paths below it have the same ones. */
export function parseScope(text: string): Scope {
  if (!text.startsWith('projects/')) {
    const scope = text.split('/', segmentsOfScope(text)).join('/');
    return { scope, scopeKind: 'locations', project: '', location: scope.slice(scope.lastIndexOf('/') + 1) };
  }
  const projectEnd = endOfSegment(text, 9);
  const project = text.slice(9, projectEnd);
  const kindEnd = endOfSegment(text, projectEnd + 1);
  const kind = text.slice(projectEnd + 1, kindEnd);
  if (kind === 'global') return { scope: text.slice(0, kindEnd), scopeKind: 'global', project, location: '' };
  const locationEnd = endOfSegment(text, kindEnd + 1);
  const isLocal = (kind === 'zones' || kind === 'regions') && kindEnd < text.length;
  if (!isLocal) return { scope: text.slice(0, projectEnd), scopeKind: 'project', project, location: '' };
  return {
    scope: text.slice(0, locationEnd),
    scopeKind: kind,
    project,
    location: text.slice(kindEnd + 1, locationEnd),
  };
}

/** Of a path outside projects: `locations/global`, `organizations/1/global`, `folders/1/zones/z`. */
function segmentsOfScope(text: string): number {
  if (text.startsWith('locations/')) return 2;
  return /^[^/]*\/[^/]*\/zones(?:\/|$)/.test(text) ? 4 : 3;
}

/** The parts of a path. A zone or region is of its own scope: `projects/p/zones/z` has the collection `zones`. */
export function parsePath(text: string): ResourcePath {
  // Read for nearly every reference: what is spread takes as long as all of the rest.
  const { scope, scopeKind, project, location } = parseScope(text);
  const collection = collectionOf(text);
  const name = nameOf(text);
  const ownerEnd = text.length - name.length - collection.length - 2;
  const owner = ownerEnd > scope.length ? text.slice(0, ownerEnd) : undefined;
  return { scope, scopeKind, project, location, text, collection, name, owner };
}

/** `projects/p/zones/z/instances/i` → `instances`: without the cost of all parts. */
export function collectionOf(path: string): string {
  const slash = lastSlash(path);
  return slash < 1 ? '' : path.slice(lastSlash(path, slash) + 1, slash);
}

/** Whether a path is of that collection: {@link collectionOf} without a new text, for what looks up much. */
export function isIn(path: string, collection: string): boolean {
  const start = lastSlash(path) - collection.length;
  return start >= 0 && path.startsWith(collection, start) && (start === 0 || path.charAt(start - 1) === '/');
}

/** The last segment of a path or link. */
export const nameOf = (path: string): string => path.slice(lastSlash(path) + 1);

/** All but the last segment: the collection's own path, as `projects/p/zones/z/instances`. */
export const parentOf = (path: string): string => path.slice(0, Math.max(lastSlash(path), 0));

/** `projects/p/zones/z/instances/i` → `p`; empty outside projects. */
export function projectOf(path: string): string {
  return !path.startsWith('p') ? '' : path.slice(9, endOfSegment(path, 9));
}

function endOfSegment(text: string, start: number): number {
  const end = text.indexOf('/', start);
  return end === -1 ? text.length : end;
}

/**
 * Where the last slash is before `end`; -1 if there is none. Names are short: a few characters are looked at sooner than
 * `lastIndexOf` is called, which is no compiled code.
 */
export function lastSlash(text: string, end: number = text.length): number {
  let index = end - 1;
  while (index >= 0 && text.charCodeAt(index) !== SLASH) index--;
  return index;
}

const SLASH = '/'.charCodeAt(0);
