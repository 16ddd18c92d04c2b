import type { PoolPlan } from '@gcepool/core';
import { chooseCloud } from '../cloud/choose-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { planResult } from '../output/plan-result.ts';
import { workResult } from '../output/work-result.ts';
import { joined } from '../pool/planned.ts';
import type { ChangeOptions } from '../pool/pool-options.ts';
import { workOnPool } from './work-on-pool.ts';

/** Deletes the backends of these nodePorts; one that cannot be deleted does not stop the others. */
export async function deletePorts(
  nodePorts: readonly number[],
  options: ChangeOptions,
  io: Io,
): Promise<CommandResult> {
  const choice = chooseCloud(options, 'delete');
  return workOnPool({ command: 'delete', choice, options }, io, async (session) => {
    const { pool, record, namer } = session;
    const remarkAbsent = (nodePort: number): void =>
      io.remark(`nodePort ${nodePort}: there is no ${namer.backend(nodePort)}, so there was nothing to delete`);
    const plans: PoolPlan[] = [];
    for (const nodePort of new Set(nodePorts)) {
      if (options.dryRun === true) {
        const planned = await pool.planDelete(nodePort);
        if (planned.waves.length === 0) remarkAbsent(nodePort);
        plans.push(planned);
        continue;
      }
      const told = (): number => record.outcomes.length + record.problems.length + record.notBegun.length;
      const before = told();
      await record.attempt(`nodePort ${nodePort}`, () => pool.delete(nodePort));
      if (told() === before) remarkAbsent(nodePort);
    }
    const extra = { ports: nodePorts };
    return options.dryRun === true
      ? planResult('delete', session, joined(plans), extra)
      : workResult('delete', session, extra);
  });
}
