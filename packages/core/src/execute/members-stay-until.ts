import type { PoolStep } from '../plan/step.ts';
import { leavesGroupsUnreached } from './leaves-groups-unreached.ts';
import type { Report } from './report.ts';

/** What a run lacks that could not link every port, or could not read what there is. */
export const EVERY_PORT = 'every port reaches all groups';
const NO_TRIAL = 'a run puts no health check back';

/** Until what members stay in their groups after a run; `undefined` where they may leave. */
export function membersStayUntil(report: Report<PoolStep>): string | undefined {
  if (leavesGroupsUnreached(report)) return EVERY_PORT;
  return hasPutBack(report) ? NO_TRIAL : undefined;
}

/** Who failed a check that was put back may not have been found healthy again. */
const hasPutBack = ({ outcomes }: Report<PoolStep>): boolean =>
  outcomes.some(({ step, outcome }) => step.verb === 'watch' && outcome === 'failed');
