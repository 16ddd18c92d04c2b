import type { BackendService } from '@gcepool/api';
import type { BackendServices } from '../cloud/cloud.ts';

/** Health of one member of a group. */
export interface MemberHealth {
  /** URL of the instance. */
  readonly instance: string;
  /** `HEALTHY`, `UNHEALTHY` or another state that the cloud reports; `Unknown` if it reports none. */
  readonly state: string;
  readonly ipAddress?: string;
  readonly port?: number;
}

/** Health of one group, as a backend service sees it. */
export interface GroupHealth {
  /** URL of the group. */
  readonly group: string;
  readonly members: readonly MemberHealth[];
  /** Members that are HEALTHY. */
  readonly healthy: number;
  /** Members that the cloud reports. */
  readonly total: number;
  /** Why not all members are healthy, as far as known; only from a diagnosis. */
  readonly why?: readonly string[];
  /** Why nothing could be read. */
  readonly error?: unknown;
}

/** Health of a backend service: one entry for each of its groups, in their order. */
export interface ServiceHealth {
  readonly name: string;
  readonly groups: readonly GroupHealth[];
}

const UNKNOWN = 'Unknown';

/**
 * Reads the health of all groups of a backend service: one get, and one more call for each group. A group whose health
 * cannot be read says why and hides no other.
 *
 * @throws CloudError where the backend service itself cannot be read.
 */
export async function readHealth(
  services: Pick<BackendServices, 'getBackendService' | 'getHealth'>,
  name: string,
): Promise<ServiceHealth> {
  return healthOf(services, name, await services.getBackendService(name));
}

/** The same for a backend service that was read before. */
export async function healthOf(
  services: Pick<BackendServices, 'getHealth'>,
  name: string,
  { backends = [] }: BackendService,
): Promise<ServiceHealth> {
  const groups = backends.map(({ group = '' }) => group);
  return { name, groups: await Promise.all(groups.map((group) => readGroupHealth(services, name, group))) };
}

async function readGroupHealth(
  services: Pick<BackendServices, 'getHealth'>,
  name: string,
  group: string,
): Promise<GroupHealth> {
  try {
    const { healthStatus = [] } = await services.getHealth(name, group);
    return {
      group,
      healthy: healthStatus.filter(({ healthState }) => healthState === 'HEALTHY').length,
      total: healthStatus.length,
      members: healthStatus.map(({ instance = '', healthState = UNKNOWN, ipAddress, port }) => ({
        instance,
        state: healthState,
        ...(ipAddress === undefined ? {} : { ipAddress }),
        ...(port === undefined ? {} : { port }),
      })),
    };
  } catch (error) {
    return { group, members: [], healthy: 0, total: 0, error };
  }
}

/**
 * Health of a backend service in one word: that of the first member of its first group, as in 2017, or `Unknown` if there is
 * none or it cannot be read. Two calls, never rejects.
 */
export async function readStatus(
  services: Pick<BackendServices, 'getBackendService' | 'getHealth'>,
  name: string,
): Promise<string> {
  try {
    const { backends = [] } = await services.getBackendService(name);
    const group = backends[0]?.group;
    if (group === undefined) return UNKNOWN;
    const { healthStatus = [] } = await services.getHealth(name, group);
    return healthStatus[0]?.healthState ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
