import type { JsonObject } from '../server/json.ts';
import type { Server } from '../server/server.ts';

interface Page {
  readonly items?: readonly JsonObject[];
  readonly nextPageToken?: string;
}

/** The paths of a project's collections of that name that hold anything: the global one, and those of regions and zones. */
export const collectionPaths = (
  counts: Readonly<Record<string, number>>,
  project: string,
  collection: string,
): readonly string[] =>
  Object.keys(counts).filter((path) => path.startsWith(`projects/${project}/`) && path.endsWith(`/${collection}`));

/** How many resources each collection of a project has, in all its places. */
export function countsByCollection(
  counts: Readonly<Record<string, number>>,
  project: string,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [path, count] of Object.entries(counts)) {
    const collection = path.slice(path.lastIndexOf('/') + 1);
    if (path.startsWith(`projects/${project}/`)) found.set(collection, (found.get(collection) ?? 0) + count);
  }
  return new Map([...found].toSorted(([a], [b]) => a.localeCompare(b)));
}

/** The projects in which there is anything, in order. */
export const projectsIn = (counts: Readonly<Record<string, number>>): readonly string[] =>
  [...new Set(Object.keys(counts).flatMap((path) => /^projects\/([^/]+)\//.exec(path)?.[1] ?? []))].toSorted();

/** All of what collections hold, as the API lists it under a filter. */
export async function listAll(
  server: Server,
  paths: readonly string[],
  filter: string,
): Promise<readonly JsonObject[]> {
  const lists = await Promise.all(paths.map((path) => listOne(server, path, filter)));
  return lists.flat();
}

async function listOne(server: Server, path: string, filter: string): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  const asked = `${path}?maxResults=500${filter === '' ? '' : `&filter=${encodeURIComponent(filter)}`}`;
  let token: string | undefined = '';
  while (token !== undefined) {
    const more: string = token === '' ? '' : `&pageToken=${encodeURIComponent(token)}`;
    const page: Page = await server.peek<Page>(asked + more);
    found.push(...(page.items ?? []));
    token = page.nextPageToken;
  }
  return found;
}
