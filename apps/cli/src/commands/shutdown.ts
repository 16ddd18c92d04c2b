import { chooseCloud, describeCloud } from '../cloud/choose-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { planResult } from '../output/plan-result.ts';
import { workResult } from '../output/work-result.ts';
import { joined } from '../pool/planned.ts';
import type { ChangeOptions } from '../pool/pool-options.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { workOnPool } from './work-on-pool.ts';

/** The flags of `gcepool shutdown`. */
export interface ShutdownOptions extends ChangeOptions {
  /** Does not ask. */
  readonly yes?: boolean;
}

/** Deletes everything the cluster owns: backend services, health checks, and then the instance groups. */
export async function shutdown(options: ShutdownOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options, 'shutdown');
  return workOnPool({ command: 'shutdown', choice, options }, io, async (session) => {
    const { pool, record } = session;
    if (options.dryRun === true) {
      return planResult('shutdown', session, joined([await pool.planShutdown({ force: true })]));
    }
    const force = options.yes === true || (await mayShutDown(session, io));
    await record.attempt('shutdown', () => pool.shutdown({ force }));
    return workResult('shutdown', session);
  });
}

/** Asks where more would go than may without a question. @throws Failure where the answer is no, or there is nobody to ask. */
async function mayShutDown({ pool, choice, namer }: PoolSession, { ask }: Io): Promise<boolean> {
  const { capped } = await pool.planShutdown();
  if (capped === undefined) return false;
  if (ask === undefined) {
    throw new Failure(1, `shutdown: nothing was deleted: ${capped}; if that is what you want, use --yes`);
  }
  const whose = namer.clusterName === '' ? 'the cluster without a uid' : `cluster ${namer.clusterName}`;
  if (await ask(`${capped}. Delete everything that ${whose} owns on ${describeCloud(choice)}?`)) return true;
  throw new Failure(1, 'shutdown: nothing was deleted, for the answer was no; --yes does not ask');
}
