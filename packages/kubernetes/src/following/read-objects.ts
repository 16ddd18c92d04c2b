import type { ApiServer } from '../api-server/api-server.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { listObjects } from './list-objects.ts';
import { watchedKinds } from './watched-kind.ts';
import type { ClusterScope } from './watched-kind.ts';

/** The objects of a cluster that bear on ports and nodes, read once. @throws ApiServerError where one kind cannot be read. */
export async function readObjects(api: ApiServer, scope: ClusterScope = {}): Promise<KubernetesObject[]> {
  const lists = await Promise.all(
    watchedKinds(scope).map(async (kind) => ({ kind: kind.kind, ...(await listObjects(api, kind)) })),
  );
  return lists.flatMap(({ kind, objects }) => objects.map((object) => ({ kind, object, where: api.address })));
}
