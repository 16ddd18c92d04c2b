/** What a resource URL says, without host and API version. */
export interface Link {
  /** Absent where the URL begins below the project, as in `zones/z/instanceGroups/n`. */
  readonly project?: string;
  /** `global`, `zones/<zone>` or `regions/<region>`. */
  readonly scope: string;
  /** Collection, such as `instanceGroups`. */
  readonly collection: string;
  readonly name: string;
}

const PATTERN = /(?:^|\/)(?:projects\/([^/]+)\/)?(global|zones\/[^/]+|regions\/[^/]+)\/([^/]+)\/([^/]+)$/;

/** Parts of a resource URL, full or partial; `undefined` where it is none. */
export function parseLink(url: string): Link | undefined {
  const [, project, scope, collection, name] = PATTERN.exec(url) ?? [];
  if (scope === undefined || collection === undefined || name === undefined) return undefined;
  return { ...(project === undefined ? {} : { project }), scope, collection, name };
}

/**
 * True when two URLs mean the same resource: same project, scope, collection and name, whatever host and API version.
 * A URL without a project is of the other one's project. What cannot be read is compared as text.
 */
export function sameResource(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [parseLink(a), parseLink(b)];
  if (left === undefined || right === undefined) return false;
  const sameProject = left.project === undefined || right.project === undefined || left.project === right.project;
  return sameProject && left.scope === right.scope && left.collection === right.collection && left.name === right.name;
}

/** The last segment of a URL: the name of an instance, or of a zone. */
export function lastSegment(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

/** A URL without host, version and project: `zones/z/instanceGroups/n`. What cannot be read is returned as it is. */
export function pathOf(url: string): string {
  const link = parseLink(url);
  return link === undefined ? url : `${link.scope}/${link.collection}/${link.name}`;
}

const pathsOfLists = new WeakMap<readonly string[], readonly string[]>();

/** {@link pathOf} each of a list that does not change: thousands of services share the list of their groups. */
export function pathsOf(urls: readonly string[]): readonly string[] {
  const known = pathsOfLists.get(urls) ?? urls.map((url) => pathOf(url));
  pathsOfLists.set(urls, known);
  return known;
}

/** {@link pathOf} that reads each URL once: thousands of services name the same few groups. */
export function pathReader(): (url: string) => string {
  const known = new Map<string, string>();
  return (url) => {
    const path = known.get(url) ?? pathOf(url);
    known.set(url, path);
    return path;
  };
}
