import type { CommandResult } from '../command-result.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { workResult } from '../output/work-result.ts';
import { planNodes } from '../pool/plan-nodes.ts';
import { endTrials } from '../pool/end-trials.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { readSavedPlan } from '../pool/saved-plan.ts';
import type { SavedPlan } from '../pool/saved-plan.ts';
import { insertMissingNodes } from './work-on-cluster.ts';
import { workOnPool } from './work-on-pool.ts';

/** The flags of `gcepool apply`: all else is in the plan. */
export interface ApplyOptions {
  readonly patience?: number;
  readonly preflight?: boolean;
}

/** Carries out a plan that `gcepool plan --out` wrote, on the cloud that it was made for, if nothing of it has changed since. */
export async function apply(path: string, { patience, preflight }: ApplyOptions, io: Io): Promise<CommandResult> {
  const saved = await readSavedPlan(path);
  const { cloud, cluster, zones, options, plan, members } = saved;
  return workOnPool(
    {
      command: 'apply',
      choice: cloud,
      options: {
        ...options,
        cluster,
        zones,
        ...(patience !== undefined && { patience }),
        ...(preflight !== undefined && { preflight }),
      },
      extent: { nodes: members !== undefined },
    },
    io,
    async (session) => {
      const { pool, record } = session;
      await requireSameMembers(session, saved);
      if (members) insertMissingNodes(session, members, io);
      await record.attempt('the plan', () => pool.apply(plan));
      const isDone = record.failure('apply') === undefined;
      // How many may leave was asked when the plan was made.
      if (members && members.waves.length > 0) {
        if (isDone)
          await record.attempt('members of groups', async () =>
            record.add(await pool.nodes.sync(members.nodes, { uncapped: true })),
          );
        else record.problems.push('the members of groups are left as they are');
      }
      await endTrials(session, io);
      return workResult('apply', session, { plan: path, zones });
    },
  );
}

/** The pool looks after the rest of a plan itself. @throws Failure, before any change. */
async function requireSameMembers(session: PoolSession, { plan, members }: SavedPlan): Promise<void> {
  if (members === undefined) return;
  const restraint = { keep: [], hold: false, keepsMembers: false };
  const { waves } = await planNodes(session, { nodes: members.nodes, restraint }, plan.waves.flat(), { force: true });
  if (JSON.stringify(waves) === JSON.stringify(members.waves)) return;
  throw new Failure(1, 'nothing was done: since the plan was made, the members of instance groups changed. Plan again');
}
