import type { PortHealth } from '@gcepool/core';
import { ownBackend } from './own-backends.ts';
import type { OwnBackend } from './own-backends.ts';
import type { PoolSession } from './pool-session.ts';

/** A backend of the cluster and the health of its groups. */
export type BackendHealth = OwnBackend & Pick<PortHealth, 'groups' | 'healthy' | 'total'>;

/** Reads the health of the cluster's backends, all of them where no port is named. */
export async function readBackends(session: PoolSession, nodePorts: readonly number[]): Promise<BackendHealth[]> {
  const health = await session.pool.healthOfAll(nodePorts.length === 0 ? undefined : nodePorts);
  return health.flatMap(({ groups, healthy, total, backendService }) => {
    const own = ownBackend(backendService, session.namer);
    return own === undefined ? [] : [{ ...own, groups, healthy, total }];
  });
}
