import type { Step } from '@gcepool/core';
import { chooseCloud, describeCloud } from '../cloud/choose-cloud.ts';
import { requireKnownZones } from '../cloud/known-zones.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import type { Cluster } from '../kubernetes/read-cluster.ts';
import { stepDocument } from '../output/step-document.ts';
import { stepLines } from '../output/step-lines.ts';
import { planNodes } from './plan-nodes.ts';
import type { PoolOptions } from './pool-options.ts';
import { openPool } from './pool-session.ts';
import type { PoolSession } from './pool-session.ts';

/** Shows what sync would do, and changes nothing. */
export async function plan(options: PoolOptions, io: Io): Promise<CommandResult> {
  const choice = chooseCloud(options);
  const cluster = await readCluster(options, io.remark);
  return withCloud(choice, async (open) => {
    await requireKnownZones(options.zones, open.cloud);
    const session = openPool(open, options.cluster, options.zones);
    const { steps, notices } = await planCluster(session, cluster, options.gc === true);
    const apiCalls = session.apiCalls();
    return {
      document: {
        command: 'plan',
        cloud: choice,
        cluster: options.cluster,
        zones: options.zones,
        ports: cluster.ports,
        steps: steps.map((step) => stepDocument(step)),
        notices,
        apiCalls,
      },
      lines: (style) => [
        `on ${describeCloud(choice)}`,
        ...stepLines(steps, style),
        ...notices.map(({ about, message }) => `  left: ${about} ${message}`),
        steps.length === 0
          ? `${style.good('nothing to do')}: all is as wanted (${apiCalls} API calls)`
          : `${style.strong(`${steps.length} changes planned`)}, none made (${apiCalls} API calls)`,
      ],
    };
  });
}

/** The steps that sync would take, in their order. */
export async function planCluster(
  session: PoolSession,
  { ports, nodes }: Cluster,
  withGc: boolean,
): Promise<{ readonly steps: readonly Step[]; readonly notices: readonly { about: string; message: string }[] }> {
  const serving = await session.pool.planSync(ports);
  const [rejected] = serving.rejected;
  if (rejected) throw rejected;
  const removal = withGc ? await session.pool.planGc(ports) : undefined;
  const members = nodes && (await planNodes(session, nodes, serving.waves.flat()));
  const [problem] = session.record.problems;
  if (problem !== undefined) throw new Error(problem);
  const plans = [serving, removal, members].filter((each) => each !== undefined);
  return {
    steps: plans.flatMap(({ waves }): readonly Step[] => waves.flat()),
    notices: plans.flatMap(({ notices }) => notices),
  };
}
