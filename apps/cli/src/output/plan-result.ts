import { describeCloud } from '../cloud/choose-cloud.ts';
import { explainCloudError } from '../cloud/explain-cloud-error.ts';
import type { CommandResult } from '../command-result.ts';
import type { Planned } from '../pool/planned.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { stepDocument } from './step-document.ts';
import { noticeLines, stepLines } from './step-lines.ts';

/**
 * The result of a command that only tells what would be done. What would fail for certain fails here too.
 *
 * @param refused - What of the input could not be used.
 */
export function planResult(
  command: string,
  session: PoolSession,
  { waves, notices, problems }: Planned,
  extra: object = {},
  refused: readonly string[] = [],
): CommandResult {
  const { choice, namer } = session;
  const steps = waves.flat();
  const apiCalls = session.apiCalls();
  const explained = [...refused, ...problems.map((problem) => explainCloudError(problem, choice))];
  return {
    document: {
      command,
      cloud: choice,
      cluster: namer.clusterName,
      ...extra,
      dryRun: true,
      steps: steps.map((step) => stepDocument(step)),
      notices,
      problems: explained,
      apiCalls,
    },
    lines: (style) => [
      `on ${describeCloud(choice)}`,
      ...stepLines(steps, style),
      ...noticeLines(notices),
      steps.length === 0
        ? `${style.good('nothing to do')}: ${explained.length === 0 ? 'all is as desired' : 'see below'} (${apiCalls} API calls)`
        : `${style.strong(`${steps.filter(({ verb }) => verb !== 'watch').length} changes planned`)}, none made (${apiCalls} API calls)`,
    ],
    ...(explained.length > 0 && { failure: `${command}: ${explained.join('; ')}` }),
  };
}
