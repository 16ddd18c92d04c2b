import { chooseCloud } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import { usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import { workResult } from '../output/work-result.ts';
import type { StandingPoolOptions } from './pool-options.ts';
import { openPool } from './pool-session.ts';

/** Deletes the cluster's backends whose services are not among those given. */
export async function gc(options: StandingPoolOptions, io: Io): Promise<CommandResult> {
  const { from } = options;
  if (from === undefined) {
    throw usageFailure(
      'gc needs --from FILE with the services to keep, or it would delete every backend of the cluster; ' +
        'if that is what you want, use shutdown',
    );
  }
  const choice = chooseCloud(options, 'gc');
  const { ports } = await readCluster({ from }, io.remark);
  return withCloud(choice, async (open) => {
    const session = openPool(open, options.cluster);
    await session.record.attempt(() => session.pool.gc(ports));
    return workResult('gc', session, { kept: ports });
  });
}
