import { remarkLines } from '@gcepool/kubernetes';
import { chooseCloud, describeCloud } from '../cloud/choose-cloud.ts';
import { requireKnownZones } from '../cloud/known-zones.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import { explainCloudError } from '../cloud/explain-cloud-error.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { clusterDocument, refusals } from '../kubernetes/cluster.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import { planResult } from '../output/plan-result.ts';
import { requirePageFile, writePlanPage } from '../plan-page/write-plan-page.ts';
import type { PageFlags } from '../plan-page/write-plan-page.ts';
import { joined } from '../pool/planned.ts';
import type { Planned } from '../pool/planned.ts';
import { planNodes } from '../pool/plan-nodes.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import { openPool } from '../pool/pool-session.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { savePlan } from '../pool/saved-plan.ts';
import { tellAbsentInstances } from './work-on-cluster.ts';

/** The flags of `gcepool plan`. */
export interface PlanOptions extends PoolOptions, PageFlags {
  /** File that the plan is written to. */
  readonly out?: string;
  /** Whether changes show in the exit status. */
  readonly exitCode?: boolean;
}

/** Shows what sync would do, and changes nothing. */
export async function plan(options: PlanOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options);
  requirePageFile(options);
  const cluster = await readCluster(options);
  const remarks = remarkLines(cluster.remarks);
  for (const line of remarks) io.remark(line);
  return withCloud(choice, async (open) => {
    const session = openPool(open, { ...options, zones: cluster.zones });
    await requireKnownZones(cluster.zones, session.cloud, options);
    await tellAbsentInstances(session, cluster, io);
    const { out, exitCode } = options;
    const planned =
      out === undefined
        ? await planCluster(session, cluster, options)
        : await planToFile(out, session, cluster, options, io);
    const { planPage } = await import('../plan-page/plan-page.ts');
    const page = (): string =>
      planPage({
        planned,
        ports: cluster.ports,
        cloud: describeCloud(choice),
        cluster: options.cluster,
        problems: [...refusals(cluster), ...planned.problems.map((problem) => explainCloudError(problem, choice))],
        remarks,
        madeAt: new Date(open.clock.now()),
      });
    await writePlanPage(page, options, io);
    const result = planResult('plan', session, planned, clusterDocument(cluster), refusals(cluster));
    return exitCode === true && planned.waves.length > 0 ? { ...result, exitCode: 2 } : result;
  });
}

/** The same as one plan, which is also written to a file, where all that is asked for is in it. */
async function planToFile(
  path: string,
  session: PoolSession,
  cluster: Cluster,
  { gc = false, force, adopt, namedPorts, healthChecks, healthyWithin }: PoolOptions,
  io: Io,
): Promise<Planned> {
  const { ports, nodes, restraint, zones } = cluster;
  const { pool, choice, namer } = session;
  const { rejected: _known, ...made } = gc
    ? { ...(await pool.plan(ports, { force, ...restraint })), rejected: [] }
    : await pool.planSync(ports);
  const members = nodes && (await planNodes(session, { nodes, restraint }, made.waves.flat(), { force }));
  const planned = joined([made], members);
  if (planned.problems.length > 0 || cluster.refused.length > 0) {
    io.remark(`--out ${path}: not written, for the plan leaves out some of what was asked for`);
    return planned;
  }
  await savePlan(path, {
    cloud: choice,
    cluster: namer.clusterName,
    zones,
    options: {
      ...(adopt && { adopt }),
      ...(namedPorts && { namedPorts }),
      ...(healthChecks && { healthChecks }),
      ...(healthyWithin !== undefined && { healthyWithin }),
    },
    plan: made,
    ...(members && { members: { nodes: members.nodes, waves: members.waves } }),
  });
  return planned;
}

/** The steps that sync would take, in their order. */
export async function planCluster(
  session: PoolSession,
  { ports, nodes, restraint }: Cluster,
  { gc = false, force }: Pick<PoolOptions, 'gc' | 'force'>,
): Promise<Planned> {
  const serving = await session.pool.planSync(ports);
  const removal = gc ? await session.pool.planGc(ports, { force, ...restraint }) : undefined;
  const members = nodes && (await planNodes(session, { nodes, restraint }, serving.waves.flat(), { force }));
  const [problem] = session.record.problems;
  if (problem !== undefined) throw new Error(problem);
  return joined([serving, removal], members);
}
