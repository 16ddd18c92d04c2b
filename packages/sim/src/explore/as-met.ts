import type { Incident, Schedule } from './incident.ts';
import { CRASH, SWITCH } from './incident.ts';
import type { Run } from './run.ts';

/** What takes no call's place: the call that would have come is that of whoever comes next. */
const isBetweenCalls = ({ kind }: Incident): boolean => kind === CRASH || kind === SWITCH;

/** The schedule of a run with the methods that its faults met: after the first, a program may call something else than without one. */
export const asMet = ({ schedule, calls }: Run): Schedule =>
  schedule.map((incident) => ({
    ...incident,
    method: (isBetweenCalls(incident) ? undefined : calls[incident.call - 1]?.method) ?? incident.method,
  }));

/**
 * Up to its first incident a run is the one without a fault, so that one tells where that is. A later fault that is not reached
 * is none: a program that was mended may end before.
 *
 * @throws Error where a program calls something else now where a schedule was found
 */
export function refuseChanged(schedule: Schedule, run: Run): void {
  const first = schedule.reduce((least, { call }) => Math.min(least, call), Infinity);
  for (const incident of schedule) {
    const { call, method } = incident;
    if (call !== first && isBetweenCalls(incident)) continue;
    const found = (call === first ? run.faultless : run).calls[call - 1]?.method;
    if (found === method || (found === undefined && call !== first)) continue;
    throw new Error(
      `Call ${call} is ${found ?? 'not made'}, and was ${method} when this schedule was found: explore the program again to find what it does now.`,
    );
  }
}
