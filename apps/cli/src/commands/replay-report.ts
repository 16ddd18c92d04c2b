import { messageOf } from '@gcepool/core/internal';
import type { Report, ReportDifference } from '@gcepool/sim';
import { replayReport } from '@gcepool/sim';
import type { CommandResult } from '../command-result.ts';
import { usageFailure } from '../failure.ts';
import { ownVersion } from '../own-version.ts';
import type { Style } from '../output/style.ts';

/** So many differences are told; most of what follows the first follows from it. */
const MOST_TOLD = 5;

/**
 * Does again what a report says, on a simulator of its own, and tells which calls are answered otherwise.
 *
 * @throws Failure for what is no report
 */
export function replayReportOf(file: string, value: unknown): CommandResult {
  // Checked by whoever replays it.
  const report = value as Report;
  const { reproduced, calls, uncompared, differences } = replayed(file, report);
  const { made, options, clock, left } = report;
  const lines = (style: Style): readonly string[] => [
    `made by ${made.by}${made.node === undefined ? '' : `, Node.js ${made.node} on ${made.platform ?? '?'}`}; this is ${ownVersion()}`,
    `clock ${clock}; ${Object.entries(options)
      .map(([name, option]) => `${name} ${option}`)
      .join(', ')}`,
    ...(left === 0 ? [] : [`of ${left} calls it has nothing: what they sent was not kept any more`]),
    ...(uncompared === 0
      ? []
      : [`${uncompared} calls are not compared: a fault, a limit, a permission or an earlier state answered them`]),
    ...(reproduced
      ? [style.good(`reproduced: ${calls} calls, all answered as in the report`)]
      : differences.slice(0, MOST_TOLD).flatMap((difference) => differenceLines(difference, style))),
    ...(differences.length > MOST_TOLD
      ? [`and ${differences.length - MOST_TOLD} more, which may follow from these`]
      : []),
  ];
  const [first] = differences;
  return {
    document: { command: 'replay', made, calls, uncompared, left, reproduced, differences },
    lines,
    ...(first && { failure: `${differences.length} of ${calls} calls are answered otherwise, ${nameOf(first)} first` }),
  };
}

function replayed(file: string, report: Report): ReturnType<typeof replayReport> {
  try {
    return replayReport(report);
  } catch (error) {
    throw usageFailure(`${file}: is no report that can be replayed: ${messageOf(error)}`, error);
  }
}

const nameOf = ({ step, call, request }: ReportDifference): string => {
  if (step === undefined) return 'what there is in the end';
  return call === undefined ? `step ${step}${request === undefined ? '' : ` (${request})`}` : `call ${call}`;
};

const differenceLines = (difference: ReportDifference, style: Style): readonly string[] => [
  style.strong(`${nameOf(difference)}${difference.call === undefined ? '' : `: ${difference.request ?? ''}`}`),
  `  in the report  ${difference.was}`,
  `  here           ${difference.is}`,
];
