import { absentAsUndefined, codeOf } from '../cloud/cloud-error.ts';
import type { BackendServices } from '../cloud/cloud.ts';
import { lastSegment, pathOf } from '../cloud/link.ts';

/** A group as a backend service reaches it. */
export interface ReachedGroup {
  /** Name of the backend service. */
  readonly service: string;
  /** URL of the group. */
  readonly group: string;
}

/** What backend services say of the endpoints of their groups. */
export interface EndpointStates {
  /** All of them, such as `k8s-be-30001 zones/z/instanceGroups/n i 30001`, each with its state. */
  readonly states: ReadonlyMap<string, string>;
  readonly healthy: ReadonlySet<string>;
  readonly unhealthy: ReadonlySet<string>;
}

/** The names of the instances, or the addresses, of some endpoints, each once. */
export const endpointNames = (endpoints: readonly string[]): string[] => [
  ...new Set(endpoints.map((endpoint) => endpoint.split(' ')[2] ?? endpoint)),
];

/** The groups of some backend services; none of one that is not there. @throws CloudError */
export async function reachedGroups(
  services: Pick<BackendServices, 'getBackendService'>,
  names: readonly string[],
): Promise<ReachedGroup[]> {
  const found = await Promise.all(names.map((name) => absentAsUndefined(services.getBackendService(name))));
  return found.flatMap((service) =>
    (service?.backends ?? []).map(({ group = '' }) => ({ service: service?.name ?? '', group })),
  );
}

/** Refusals that say that the backend service is not there, or does not reach the group. */
const UNREACHED: ReadonlySet<number | undefined> = new Set([400, 404]);

/** Reads the health of all endpoints of some groups. @throws CloudError where that of one cannot be read. */
export async function endpointStates(
  services: Pick<BackendServices, 'getHealth'>,
  groups: readonly ReachedGroup[],
): Promise<EndpointStates> {
  const states = new Map((await Promise.all(groups.map((group) => statesIn(services, group)))).flat());
  const inState = (state: string): ReadonlySet<string> =>
    new Set([...states].flatMap(([endpoint, its]) => (its === state ? [endpoint] : [])));
  return { states, healthy: inState('HEALTHY'), unhealthy: inState('UNHEALTHY') };
}

async function statesIn(
  services: Pick<BackendServices, 'getHealth'>,
  { service, group }: ReachedGroup,
): Promise<(readonly [string, string])[]> {
  try {
    const { healthStatus = [] } = await services.getHealth(service, group);
    return healthStatus.map(({ instance = '', ipAddress = '', port = '', healthState = 'UNKNOWN' }) => [
      [service, pathOf(group), lastSegment(instance) || ipAddress, port].join(' '),
      healthState,
    ]);
  } catch (error) {
    if (UNREACHED.has(codeOf(error))) return [];
    throw error;
  }
}
