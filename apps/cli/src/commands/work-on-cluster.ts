import { absentInstances } from '../cloud/absent-instances.ts';
import { remarkLines } from '@gcepool/kubernetes';
import { chooseCloud } from '../cloud/choose-cloud.ts';
import { insertNodes } from '../cloud/insert-nodes.ts';
import { requireKnownZones } from '../cloud/known-zones.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { clusterDocument, refusals } from '../kubernetes/cluster.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import { planResult } from '../output/plan-result.ts';
import { workResult } from '../output/work-result.ts';
import type { Extent } from '../permissions/command-methods.ts';
import type { Planned } from '../pool/planned.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import { endTrials } from '../pool/end-trials.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { workOnPool } from './work-on-pool.ts';

/** What a command does for a cluster. */
export interface ClusterWork {
  readonly command: 'sync' | 'reconcile';
  /** What would be done, and nothing else. */
  readonly plan: (session: PoolSession, cluster: Cluster, options: PoolOptions) => Promise<Planned>;
  /** Does it; what became of it is in the session's record. */
  readonly work: (session: PoolSession, cluster: Cluster, options: PoolOptions) => Promise<void>;
}

/** Reads the cluster and does the work for it, or with `--dry-run` shows it. */
export async function workOnCluster(
  { command, plan, work }: ClusterWork,
  options: PoolOptions,
  io: Io,
): Promise<CommandResult> {
  const choice = chooseCloud(options);
  const cluster = await readCluster(options);
  for (const line of remarkLines(cluster.remarks)) io.remark(line);
  const { zones } = cluster;
  const extent = extentOf(cluster);
  return workOnPool({ command, choice, options: { ...options, zones }, extent }, io, async (session) => {
    await requireKnownZones(zones, session.cloud, options);
    await tellAbsentInstances(session, cluster, io);
    const extra = clusterDocument(cluster);
    if (options.dryRun === true) {
      return planResult(command, session, await plan(session, cluster, options), extra, refusals(cluster));
    }
    insertMissingNodes(session, cluster, io);
    session.record.problems.push(...refusals(cluster));
    await work(session, cluster, options);
    await endTrials(session, io);
    return workResult(command, session, extra);
  });
}

/** Remarks that nodes are no instances of a simulator. */
export async function tellAbsentInstances(
  { choice, signal }: Pick<PoolSession, 'choice' | 'signal'>,
  { nodes }: Pick<Cluster, 'nodes'>,
  io: Io,
): Promise<void> {
  const absent = await absentInstances(choice, nodes, signal);
  if (absent !== undefined) io.remark(`note: ${absent}`);
}

/** What of the work takes permissions of its own. */
export const extentOf = ({ nodes, ports }: Pick<Cluster, 'nodes' | 'ports'>): Extent => ({
  nodes: nodes !== undefined,
  securityPolicies: ports.some(({ backendService }) => backendService?.securityPolicy !== undefined),
});

/** Machines of a real cluster are there before anybody balances load over them. */
export function insertMissingNodes(
  { simulator, choice }: PoolSession,
  { nodes }: Pick<Cluster, 'nodes'>,
  io: Io,
): void {
  if (simulator === undefined || nodes === undefined) return;
  const inserted = insertNodes(simulator, choice.project, nodes);
  if (inserted === 0) return;
  io.remark(
    `the embedded simulator has no machines of its own: ${inserted === 1 ? '1 node was' : `${inserted} nodes were`} inserted into it as instances first`,
  );
}
