import { collectionPaths, listAll } from '../resources/list-collection.ts';
import { pathIn } from '../server/resource-path.ts';
import type { JsonObject } from '../server/json.ts';
import type { Server } from '../server/server.ts';
import type { GraphSource } from './balancer-graph.ts';
import { describe } from './describe.ts';

/** The collections of which the picture says more than names. */
const DESCRIBED = ['forwardingRules', 'urlMaps', 'backendServices', 'backendBuckets'] as const;

/** All that the picture of a project's load balancers is made of. */
export async function loadGraph(server: Server, project: string): Promise<Omit<GraphSource, 'open'>> {
  const [{ counts }, { uses }] = await Promise.all([
    server.ask<{ readonly counts: Readonly<Record<string, number>> }>('GET', '/resources'),
    server.ask<Pick<GraphSource, 'uses'>>('GET', `/links/all?project=${encodeURIComponent(project)}`),
  ]);
  const lists = await Promise.all(
    DESCRIBED.map(async (collection) => ({
      collection,
      items: await listAll(server, collectionPaths(counts, project, collection), ''),
    })),
  );
  const lines = new Map(
    lists.flatMap(({ collection, items }) => items.map((item) => [pathOf(item), describe(collection, item)] as const)),
  );
  const services = lists.find(({ collection }) => collection === 'backendServices')?.items ?? [];
  return { uses, lines, health: await healthOf(server, services) };
}

interface HealthAnswer {
  readonly healthStatus?: readonly { readonly instance?: string; readonly healthState?: string }[];
}

/** The health of members; one that is sick for one service is shown as sick. */
async function healthOf(server: Server, services: readonly JsonObject[]): Promise<ReadonlyMap<string, string>> {
  const asked = services.flatMap((service) =>
    groupsOf(service).map((group) =>
      // A service that has no health check has no health.
      server.peek<HealthAnswer>(`${pathOf(service)}/getHealth`, { group }).catch((): HealthAnswer => ({})),
    ),
  );
  const health = new Map<string, string>();
  for (const { healthStatus = [] } of await Promise.all(asked)) {
    for (const { instance = '', healthState = 'UNKNOWN' } of healthStatus) {
      const path = pathIn(instance);
      if (path !== undefined && (health.get(path) ?? 'HEALTHY') === 'HEALTHY') health.set(path, healthState);
    }
  }
  return health;
}

const pathOf = ({ selfLink }: JsonObject): string => (typeof selfLink === 'string' ? (pathIn(selfLink) ?? '') : '');

function groupsOf({ backends }: JsonObject): readonly string[] {
  if (!Array.isArray(backends)) return [];
  // The API says that backends are objects with a group.
  return (backends as readonly { readonly group?: string }[]).flatMap(({ group }) => group ?? []);
}
