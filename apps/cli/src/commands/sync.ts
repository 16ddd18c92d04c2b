import { chooseCloud } from '../cloud/choose-cloud.ts';
import { insertNodes } from '../cloud/insert-nodes.ts';
import { requireKnownZones } from '../cloud/known-zones.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import type { Cluster } from '../kubernetes/read-cluster.ts';
import { workResult } from '../output/work-result.ts';
import { planNodes } from './plan-nodes.ts';
import type { PoolOptions } from './pool-options.ts';
import { openPool } from './pool-session.ts';
import type { PoolSession } from './pool-session.ts';

/** Brings the cloud in step with the services, and with the nodes where they are given. */
export async function sync(options: PoolOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options);
  const cluster = await readCluster(options, io.remark);
  return withCloud(choice, async (open) => {
    await requireKnownZones(options.zones, open.cloud);
    const session = openPool(open, options.cluster, options.zones);
    if (session.simulator && cluster.nodes) {
      insertNodes(session.simulator, choice.project, cluster.nodes);
      io.remark(insertedRemark(cluster.nodes.length));
    }
    await syncCluster(session, cluster, options.gc === true);
    return workResult('sync', session, { zones: options.zones, ports: cluster.ports });
  });
}

/** Machines of a real cluster are there before anybody balances load over them. */
const insertedRemark = (count: number): string =>
  `the embedded simulator has no machines of its own: the ${count} nodes were inserted into it as instances first`;

/** Does the work, part by part; what became of it is in the session's record. */
export async function syncCluster(session: PoolSession, { ports, nodes }: Cluster, withGc: boolean): Promise<void> {
  const { pool, nodePool, record } = session;
  await record.attempt(() => pool.sync(ports));
  // Also after a failure: what is collected makes room where a quota was the reason.
  if (withGc) await record.attempt(() => pool.gc(ports));
  if (!nodes) return;
  await record.attempt(async () => {
    const { waves, notices } = await planNodes(session, nodes, []);
    if (waves.length === 0) record.notices.push(...notices);
    else await record.attempt(async () => record.add(await nodePool.sync(nodes)), waves.flat());
  });
}
