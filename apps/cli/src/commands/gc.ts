import { remarkLines } from '@gcepool/kubernetes';
import { chooseCloud } from '../cloud/choose-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import { usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { refusals } from '../kubernetes/cluster.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import { planResult } from '../output/plan-result.ts';
import { workResult } from '../output/work-result.ts';
import { joined } from '../pool/planned.ts';
import type { RemovalFlags } from '../pool/pool-options.ts';
import { workOnPool } from './work-on-pool.ts';

/** Deletes the cluster's backends whose services are not among those given. */
export async function gc(options: RemovalFlags, io: Io): Promise<CommandResult> {
  const { from, kube, force } = options;
  if (from === undefined && kube !== true) {
    throw usageFailure(
      'gc needs --from FILE with the services to keep, or --kube, or it would delete every backend of the cluster; ' +
        'if that is what you want, use shutdown',
    );
  }
  const choice = chooseCloud(options, 'gc');
  const cluster = await readCluster(options);
  const { ports, remarks, refused, restraint } = cluster;
  for (const line of remarkLines(remarks)) io.remark(line);
  return workOnPool({ command: 'gc', choice, options }, io, async (session) => {
    const extra = { kept: ports, remarks, refused };
    if (options.dryRun === true) {
      const planned = joined([await session.pool.planGc(ports, { force, ...restraint })]);
      return planResult('gc', session, planned, extra, refusals(cluster));
    }
    session.record.problems.push(...refusals(cluster));
    await session.record.attempt('gc', () => session.pool.gc(ports, { force, ...restraint }));
    return workResult('gc', session, extra);
  });
}
