import { restoreSnapshot, takeSnapshot } from '../kernel/snapshot.ts';
import type { ApiResponse } from '../api/response.ts';
import type { SimulationRules } from '../simulation/simulation.ts';
import { Simulation } from '../simulation/simulation.ts';
import { refusalIn, shapeOf } from './answer-shape.ts';
import { playRequest } from './play-step.ts';
import type { Report, ReportDifference, ReportedCall } from './report.ts';
import { apiRequestOf } from './reported-request.ts';

/** What came of playing a report. */
export interface PlayedReport {
  /** Whether every call was answered as it had been, and everything is there that was. */
  readonly reproduced: boolean;
  /** How many calls were played, and how many of them were not compared: what answered them then was no service as it was. */
  readonly calls: number;
  readonly uncompared: number;
  /** In their order: what follows the first may follow from it. */
  readonly differences: readonly ReportDifference[];
}

/** Does what a report says to a simulation of its own, and compares the answers. */
export function playReport(report: Report, rules: SimulationRules): PlayedReport {
  return played(report, new Simulation(rules, restoreSnapshot(structuredClone(report.start), rules.freshState())));
}

/** As {@link playReport}, with a simulation that is where the report starts. */
export function played(report: Report, simulation: Simulation): PlayedReport {
  const differences: ReportDifference[] = [];
  let calls = 0;
  let uncompared = 0;
  for (const [index, step] of report.steps.entries()) {
    if (!('request' in step)) {
      simulation.replay([step.change]);
      continue;
    }
    calls++;
    if (!isAnsweredByService(step, step.effect)) {
      uncompared++;
      continue;
    }
    const response = playRequest(simulation, apiRequestOf(step.request), step.effect, report.clock === 'instant');
    const [was, is] = compared(step, response, report.shapes);
    if (was !== is) {
      const { call, request } = step;
      const asked = `${request.method} ${request.url}`;
      differences.push({ step: index + 1, ...(call === undefined ? {} : { call }), request: asked, was, is });
    }
  }
  const there = takeSnapshot(simulation.state).resources.map(([path]) => path);
  const end = endDifference(report.end.resources, there);
  if (end !== undefined) differences.push(end);
  return { reproduced: differences.length === 0, calls, uncompared, differences };
}

/** Whether the service as it was had to do with a call: what else answers in its place changes nothing. */
export const isAnsweredByService = (
  { fault, instead }: Pick<ReportedCall, 'fault' | 'instead'>,
  effect: ReportedCall['effect'],
): boolean => effect !== undefined || (fault === undefined && instead === undefined);

/** What was answered and what is, as far as that says the same. */
function compared(
  { status, reason = '', fault, instead, shape }: ReportedCall,
  response: ApiResponse,
  shapes: readonly string[],
): readonly [string, string] {
  const { reason: now, message } = refusalIn(response);
  const isAccepted = response.status < 400;
  const is = isAccepted ? 'accepted' : `${response.status} ${now}: ${message}`;
  if (status === undefined || fault !== undefined || instead !== undefined) {
    // What changed something was accepted, whatever arrived.
    return ['accepted', is];
  }
  if (status !== response.status || reason !== now)
    return [`${status} ${reason}`.trim(), isAccepted ? String(response.status) : is];
  const [had, has] = [shape === undefined ? '' : (shapes[shape] ?? ''), shapeOf(response)];
  return had === has ? [String(status), String(status)] : lacking(had.split(' '), has.split(' '));
}

function lacking(had: readonly string[], has: readonly string[]): readonly [string, string] {
  const [gone, added] = [had.filter((one) => !has.includes(one)), has.filter((one) => !had.includes(one))];
  return [`with ${gone.join(' ') || 'nothing more'}`, `with ${added.join(' ') || 'nothing more'}`];
}

function endDifference(was: readonly string[], is: readonly string[]): ReportDifference | undefined {
  const [before, now] = [new Set(was), new Set(is)];
  const [gone, added] = [was.filter((path) => !now.has(path)), is.filter((path) => !before.has(path))];
  if (gone.length === 0 && added.length === 0) return undefined;
  const some = (paths: readonly string[]): string => paths.slice(0, 5).join(', ') || 'nothing else';
  return { was: `in the end there was ${some(gone)}`, is: `there is ${some(added)}` };
}
