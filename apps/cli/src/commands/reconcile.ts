import { chooseCloud } from '../cloud/choose-cloud.ts';
import { requireKnownZones } from '../cloud/known-zones.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import type { Cluster } from '../kubernetes/read-cluster.ts';
import { planResult } from '../output/plan-result.ts';
import { withProgress } from '../output/progress.ts';
import { workResult } from '../output/work-result.ts';
import { joined } from './plan.ts';
import type { Planned } from './plan.ts';
import { planNodes } from './plan-nodes.ts';
import type { PoolOptions } from './pool-options.ts';
import { openPool } from './pool-session.ts';
import type { PoolSession } from './pool-session.ts';
import { insertMissingNodes } from './sync.ts';
import { syncNodes } from './sync-nodes.ts';

/** Makes the services, and no others of the cluster, served, with one look at the cloud. */
export async function reconcile(options: PoolOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options);
  const cluster = await readCluster(options, io.remark);
  return withCloud(choice, (open) =>
    withProgress(io, async (onEvent) => {
      await requireKnownZones(options.zones, open.cloud);
      const session = openPool(open, options, { onEvent });
      const extra = { zones: options.zones, ports: cluster.ports };
      if (options.dryRun === true) {
        return planResult('reconcile', session, await planReconciliation(session, cluster, options), extra);
      }
      insertMissingNodes(session, cluster, io);
      await reconcileCluster(session, cluster, options);
      return workResult('reconcile', session, extra);
    }),
  );
}

/** The steps that reconcile would take. */
export async function planReconciliation(
  session: PoolSession,
  { ports, nodes }: Cluster,
  { force }: Pick<PoolOptions, 'force'>,
): Promise<Planned> {
  const planned = await session.pool.plan(ports, { force });
  return joined([planned], nodes && (await planNodes(session, nodes, planned.waves.flat())));
}

/** Does the work; what became of it is in the session's record. */
export async function reconcileCluster(
  session: PoolSession,
  { ports, nodes }: Cluster,
  { force }: Pick<PoolOptions, 'force'>,
): Promise<void> {
  await session.record.attempt(() => session.pool.reconcile(ports, { force }));
  if (nodes) await syncNodes(session, nodes);
}
