import { optionsOfSettings } from './options/kept-settings.ts';
import type { PlayedReport } from './reports/play-report.ts';
import { played } from './reports/play-report.ts';
import { readReport } from './reports/read-report.ts';
import type { Report } from './reports/report.ts';
import type { Simulator } from './simulator.ts';
import { simulatorWithCore } from './simulator.ts';

/**
 * Does again what a report of {@link Simulator.report} says, on a simulator of its own with the options that it names, and tells where that
 * answers otherwise: by its status, by the reason of a refusal, or by the fields and the number of items of an answer.
 *
 * @throws TypeError for what is no report, naming the field
 */
export function replayReport(report: Report): PlayedReport & { readonly simulator: Simulator } {
  const { options, clock, start } = readReport(report);
  const startTime = start.startTime ?? start.now;
  const { simulator, core } = simulatorWithCore({ ...optionsOfSettings(options), clock, snapshot: start, startTime });
  return { ...played(report, core.simulation), simulator };
}
