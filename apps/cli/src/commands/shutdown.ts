import { chooseCloud } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import { workResult } from '../output/work-result.ts';
import type { StandingPoolOptions } from './pool-options.ts';
import { openPool } from './pool-session.ts';

/** Deletes everything the cluster owns: backend services, health checks, and then the instance groups. */
export async function shutdown(options: StandingPoolOptions): Promise<CommandResult> {
  const choice = chooseCloud(options, 'shutdown');
  return withCloud(choice, async (open) => {
    const session = openPool(open, options.cluster);
    const { pool, nodePool, record } = session;
    await record.attempt(() => pool.shutdown());
    await record.attempt(async () => {
      const { waves } = await nodePool.planDelete();
      if (waves.length > 0) await record.attempt(async () => record.add(await nodePool.delete()), waves.flat());
    });
    return workResult('shutdown', session);
  });
}
