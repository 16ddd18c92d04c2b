import { chooseCloud } from '../cloud/choose-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { planResult } from '../output/plan-result.ts';
import { workResult } from '../output/work-result.ts';
import { joined } from '../pool/planned.ts';
import type { ChangeOptions } from '../pool/pool-options.ts';
import { workOnPool } from './work-on-pool.ts';

/** Deletes everything the cluster owns: backend services, health checks, and then the instance groups. */
export async function shutdown(options: ChangeOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options, 'shutdown');
  return workOnPool(choice, options, io, async (session) => {
    const { pool, record } = session;
    if (options.dryRun === true) return planResult('shutdown', session, joined([await pool.planShutdown()]));
    await record.attempt('shutdown', () => pool.shutdown());
    return workResult('shutdown', session);
  });
}
