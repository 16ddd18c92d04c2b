import { chooseCloud } from '../cloud/choose-cloud.ts';
import { requireKnownZones } from '../cloud/known-zones.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { clusterDocument, readCluster, refusals } from '../kubernetes/read-cluster.ts';
import type { Cluster } from '../kubernetes/read-cluster.ts';
import { remarkLines } from '../kubernetes/remark.ts';
import { planResult } from '../output/plan-result.ts';
import { joined } from '../pool/planned.ts';
import type { Planned } from '../pool/planned.ts';
import { planNodes } from '../pool/plan-nodes.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import { openPool } from '../pool/pool-session.ts';
import type { PoolSession } from '../pool/pool-session.ts';

/** Shows what sync would do, and changes nothing. */
export async function plan(options: PoolOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options);
  const cluster = await readCluster(options);
  for (const line of remarkLines(cluster.remarks)) io.remark(line);
  return withCloud(choice, async (open) => {
    const session = openPool(open, { ...options, zones: cluster.zones });
    await requireKnownZones(cluster.zones, session.cloud, options);
    const planned = await planCluster(session, cluster, options);
    return planResult('plan', session, planned, clusterDocument(cluster), refusals(cluster));
  });
}

/** The steps that sync would take, in their order. */
export async function planCluster(
  session: PoolSession,
  { ports, nodes, restraint }: Cluster,
  { gc = false, force }: Pick<PoolOptions, 'gc' | 'force'>,
): Promise<Planned> {
  const serving = await session.pool.planSync(ports);
  const [rejected] = serving.rejected;
  if (rejected) throw rejected;
  const removal = gc ? await session.pool.planGc(ports, { force, ...restraint }) : undefined;
  const members = nodes && (await planNodes(session, { nodes, restraint }, serving.waves.flat()));
  const [problem] = session.record.problems;
  if (problem !== undefined) throw new Error(problem);
  return joined([serving, removal], members);
}
