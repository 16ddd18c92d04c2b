import { chooseCloud } from '../cloud/choose-cloud.ts';
import { insertNodes } from '../cloud/insert-nodes.ts';
import { requireKnownZones } from '../cloud/known-zones.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import type { Cluster } from '../kubernetes/read-cluster.ts';
import { planResult } from '../output/plan-result.ts';
import { withProgress } from '../output/progress.ts';
import { workResult } from '../output/work-result.ts';
import { planCluster } from './plan.ts';
import type { PoolOptions } from './pool-options.ts';
import { openPool } from './pool-session.ts';
import type { PoolSession } from './pool-session.ts';
import { syncNodes } from './sync-nodes.ts';

/** Brings the cloud in step with the services, and with the nodes where they are given. */
export async function sync(options: PoolOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options);
  const cluster = await readCluster(options, io.remark);
  return withCloud(choice, (open) =>
    withProgress(io, async (onEvent) => {
      await requireKnownZones(options.zones, open.cloud);
      const session = openPool(open, options, { onEvent });
      const extra = { zones: options.zones, ports: cluster.ports };
      if (options.dryRun === true) {
        return planResult('sync', session, await planCluster(session, cluster, options), extra);
      }
      insertMissingNodes(session, cluster, io);
      await syncCluster(session, cluster, options);
      return workResult('sync', session, extra);
    }),
  );
}

/** Machines of a real cluster are there before anybody balances load over them. */
export function insertMissingNodes({ simulator, choice }: PoolSession, { nodes }: Cluster, io: Io): void {
  if (simulator === undefined || nodes === undefined) return;
  insertNodes(simulator, choice.project, nodes);
  io.remark(
    `the embedded simulator has no machines of its own: the ${nodes.length} nodes were inserted into it as instances first`,
  );
}

/** Does the work, part by part; what became of it is in the session's record. */
export async function syncCluster(
  session: PoolSession,
  { ports, nodes }: Cluster,
  { gc = false, force }: Pick<PoolOptions, 'gc' | 'force'>,
): Promise<void> {
  const { pool, record } = session;
  await record.attempt(() => pool.sync(ports));
  // Also after a failure: what is collected makes room where a quota was the reason.
  if (gc) await record.attempt(() => pool.gc(ports, { force }));
  if (nodes) await syncNodes(session, nodes);
}
