import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { joined } from '../pool/planned.ts';
import type { Planned } from '../pool/planned.ts';
import { planNodes } from '../pool/plan-nodes.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { syncNodes } from '../pool/sync-nodes.ts';
import { workOnCluster } from './work-on-cluster.ts';

/** Makes the services, and no others of the cluster, served, with one look at the cloud. */
export function reconcile(options: PoolOptions, io: Io): Promise<CommandResult> {
  return workOnCluster({ command: 'reconcile', plan: planReconciliation, work: reconcileCluster }, options, io);
}

/** The steps that reconcile would take. */
export async function planReconciliation(
  session: PoolSession,
  { ports, nodes, restraint }: Cluster,
  { force }: Pick<PoolOptions, 'force'>,
): Promise<Planned> {
  const planned = await session.pool.plan(ports, { force, ...restraint });
  return joined([planned], nodes && (await planNodes(session, { nodes, restraint }, planned.waves.flat(), { force })));
}

/** Does the work; what became of it is in the session's record. */
export async function reconcileCluster(
  session: PoolSession,
  { ports, nodes, restraint }: Cluster,
  { force }: Pick<PoolOptions, 'force'>,
): Promise<void> {
  await session.record.attempt('reconcile', () => session.pool.reconcile(ports, { force, ...restraint }));
  if (nodes) await syncNodes(session, { nodes, restraint }, { force });
}
