import { chooseCloud } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { planResult } from '../output/plan-result.ts';
import { withProgress } from '../output/progress.ts';
import { workResult } from '../output/work-result.ts';
import { joined } from '../pool/planned.ts';
import type { ChangeOptions } from '../pool/pool-options.ts';
import { openPool } from '../pool/pool-session.ts';

/** Deletes everything the cluster owns: backend services, health checks, and then the instance groups. */
export async function shutdown(options: ChangeOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options, 'shutdown');
  return withCloud(choice, (open) =>
    withProgress(io, async (onEvent) => {
      const session = openPool(open, options, { onEvent });
      const { pool, record } = session;
      if (options.dryRun === true) return planResult('shutdown', session, joined([await pool.planShutdown()]));
      await record.attempt(() => pool.shutdown());
      return workResult('shutdown', session);
    }),
  );
}
