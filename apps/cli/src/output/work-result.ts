import { describeCloud } from '../cloud/choose-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { outcomeDocument } from './step-document.ts';
import { outcomeLines } from './step-lines.ts';

/** The result of a command that changes the cloud: every change, whether it was made, and why. */
export function workResult(command: string, session: PoolSession, extra: object = {}): CommandResult {
  const { choice, namer, record } = session;
  const apiCalls = session.apiCalls();
  const failure = record.failure(command);
  const made = record.outcomes.filter((outcome) => !('error' in outcome)).length;
  return {
    document: {
      command,
      cloud: choice,
      cluster: namer.clusterName,
      ...extra,
      steps: record.outcomes.map((outcome) => outcomeDocument(outcome)),
      notices: record.notices,
      problems: record.problems,
      apiCalls,
    },
    lines: (style) => [
      `on ${describeCloud(choice)}`,
      ...outcomeLines(record.outcomes, style),
      ...record.notices.map(({ about, message }) => `  left: ${about} ${message}`),
      made === 0 && failure === undefined
        ? `${style.good('nothing to do')}: all is as desired (${apiCalls} API calls)`
        : `${style.strong(`${made} of ${record.outcomes.length} changes made`)} (${apiCalls} API calls)`,
    ],
    ...(failure !== undefined && { failure }),
  };
}
