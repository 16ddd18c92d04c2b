import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { planCluster } from './plan.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { syncNodes } from '../pool/sync-nodes.ts';
import { workOnCluster } from './work-on-cluster.ts';

/** Brings the cloud in step with the services, and with the nodes where they are given. */
export function sync(options: PoolOptions, io: Io): Promise<CommandResult> {
  return workOnCluster({ command: 'sync', plan: planCluster, work: syncCluster }, options, io);
}

/** Does the work, part by part; what became of it is in the session's record. */
export async function syncCluster(
  session: PoolSession,
  { ports, nodes, restraint }: Cluster,
  { gc = false, force }: Pick<PoolOptions, 'gc' | 'force'>,
): Promise<void> {
  const { pool, record } = session;
  await record.attempt('sync', () => pool.sync(ports));
  // Also after a failure: what is collected makes room where a quota was the reason.
  if (gc) await record.attempt('gc', () => pool.gc(ports, { force, ...restraint }));
  if (nodes) await syncNodes(session, { nodes, restraint }, { force });
}
