import { itemsAt, isJsonObject, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { isGone, isNotFound } from '../api-server/api-server-error.ts';
import type { ApiServer } from '../api-server/api-server.ts';
import type { WatchedKind } from './watched-kind.ts';

/** What is listed, and what is kept of each object. */
type Listed = Pick<WatchedKind, 'path' | 'labelSelector' | 'isOptional' | 'keep'>;

/** All objects of a kind, and the version of the list: a watch from it misses nothing. */
export interface ObjectList {
  readonly objects: readonly JsonObject[];
  /** Absent where the cluster does not know the kind. */
  readonly resourceVersion?: string;
}

const PAGE = 500;

/** Lists a kind, page by page; whole where the pages take so long that the server forgets where they stopped. */
export async function listObjects(api: ApiServer, kind: Listed, signal?: AbortSignal): Promise<ObjectList> {
  try {
    return await listPages(api, kind, PAGE, signal).catch((error: unknown) => {
      if (isGone(error)) return listPages(api, kind, undefined, signal);
      throw error;
    });
  } catch (error) {
    if (kind.isOptional && isNotFound(error)) return { objects: [] };
    throw error;
  }
}

async function listPages(
  api: ApiServer,
  { path, labelSelector, keep }: Listed,
  limit: number | undefined,
  signal: AbortSignal | undefined,
): Promise<ObjectList> {
  const objects: JsonObject[] = [];
  let resourceVersion: string | undefined;
  let token: string | undefined;
  do {
    const page = await api.ask({ path, query: { labelSelector, limit, continue: token }, signal });
    objects.push(
      ...itemsAt(page, 'items')
        .filter(isJsonObject)
        .map((object) => keep(object)),
    );
    resourceVersion = textAt(page, 'metadata', 'resourceVersion');
    token = textAt(page, 'metadata', 'continue');
  } while (token !== undefined);
  return { objects, ...(resourceVersion !== undefined && { resourceVersion }) };
}
