import { describeCloud } from '../cloud/choose-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { outcomeSum, sumText } from './outcome-sum.ts';
import { outcomeDocument } from './step-document.ts';
import { noticeLines, outcomeLines } from './step-lines.ts';

/** The result of a command that changes the cloud: every change, whether it was made, and why. */
export function workResult(command: string, session: PoolSession, extra: object = {}): CommandResult {
  const { choice, namer, record } = session;
  const apiCalls = session.apiCalls();
  const failure = record.failure(command);
  const sum = outcomeSum(record.outcomes);
  return {
    document: {
      command,
      cloud: choice,
      cluster: namer.clusterName,
      ...extra,
      ...(record.isInterrupted && { interrupted: true, notBegun: record.notBegun }),
      changes: sum,
      steps: record.outcomes.map((outcome) => outcomeDocument(outcome)),
      notices: record.notices,
      problems: record.problems,
      apiCalls,
    },
    lines: (style) => [
      `on ${describeCloud(choice)}`,
      ...outcomeLines(record.outcomes, style),
      ...noticeLines(record.notices),
      sum.planned === 0 && failure === undefined
        ? `${style.good('nothing to do')}: all is as desired (${apiCalls} API calls)`
        : `${style.strong(sumText(sum))} (${apiCalls} API calls)`,
    ],
    ...(failure !== undefined && { failure }),
  };
}
