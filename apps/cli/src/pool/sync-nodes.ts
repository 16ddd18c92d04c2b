import { planNodes } from './plan-nodes.ts';
import type { DesiredMembers } from './plan-nodes.ts';
import type { PoolSession } from './pool-session.ts';

/** Makes the nodes members of the groups; what became of it is in the session's record. */
export async function syncNodes(
  session: PoolSession,
  desired: DesiredMembers,
  { force: uncapped }: { readonly force?: boolean | undefined },
): Promise<void> {
  const { pool, record } = session;
  await record.attempt('members of groups', async () => {
    const { waves, notices, nodes, problems } = await planNodes(session, desired, [], { force: true });
    if (waves.length === 0 && problems.length === 0) record.notices.push(...notices);
    else record.add(await pool.nodes.sync(nodes, { uncapped }));
  });
}
