import type { BackendPoolOptions } from './backend-pool-options.ts';
import { groupUsers } from './health/group-users.ts';
import { balancedGroups } from './nodes/balanced-groups.ts';
import { guardedNodePool } from './nodes/guarded-node-pool.ts';
import type { MembersGuard } from './nodes/guarded-node-pool.ts';
import { nodeCap } from './nodes/node-cap.ts';
import type { NodePool } from './nodes/node-pool.ts';
import { releaseWhenHealthy } from './nodes/release-when-healthy.ts';
import type { PlannerMemory } from './plan/plan-for-intent.ts';
import type { PoolCollaborators } from './pool-collaborators.ts';

/** The groups of a backend pool, of which members leave as its backend services allow. */
export function poolNodes(
  options: BackendPoolOptions,
  backendServices: () => PoolCollaborators['backendServices'],
  { removals }: Pick<PlannerMemory, 'removals'>,
  guard: Pick<MembersGuard, 'keeps' | 'rivalry'>,
): NodePool {
  return guardedNodePool(options.nodePool, {
    ...guard,
    release: releaseWhenHealthy({
      ...options,
      users: (zones) => groupUsers(backendServices(), options.namer, zones),
    }),
    cap: nodeCap(options, removals),
    balanced: () => balancedGroups(backendServices()),
  });
}
