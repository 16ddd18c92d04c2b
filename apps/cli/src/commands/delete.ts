import { chooseCloud } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { workResult } from '../output/work-result.ts';
import type { StandingPoolOptions } from './pool-options.ts';
import { openPool } from './pool-session.ts';

/** Deletes the backends of these nodePorts; one that cannot be deleted does not stop the others. */
export async function deletePorts(
  nodePorts: readonly number[],
  options: StandingPoolOptions,
  io: Io,
): Promise<CommandResult> {
  const choice = chooseCloud(options, 'delete');
  return withCloud(choice, async (open) => {
    const session = openPool(open, options.cluster);
    const { pool, record, namer } = session;
    for (const nodePort of new Set(nodePorts)) {
      const [before, problems] = [record.outcomes.length, record.problems.length];
      await record.attempt(() => pool.delete(nodePort));
      if (record.outcomes.length === before && record.problems.length === problems) {
        io.remark(`nodePort ${nodePort}: there is no ${namer.backend(nodePort)}, so there was nothing to delete`);
      }
    }
    return workResult('delete', session, { ports: nodePorts });
  });
}
