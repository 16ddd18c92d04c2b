import { show } from '../read-fields.ts';
import type { Report } from './report.ts';

const LISTS = ['steps', 'shapes'] as const;
const OBJECTS = ['made', 'options', 'start', 'end'] as const;

/** @throws TypeError for what is no report, naming the field */
export function readReport(value: unknown): Report {
  const report: Readonly<Record<string, unknown>> = Object(value);
  if (report['format'] !== 'gcepool-report')
    throw new TypeError(`format must be "gcepool-report"; got ${show(report['format'])}`);
  if (report['version'] !== 1) {
    throw new TypeError(
      `version ${show(report['version'])} of reports is not known to this release, which reads version 1`,
    );
  }
  for (const name of LISTS)
    if (!Array.isArray(report[name])) throw new TypeError(`${name} must be a list; got ${show(report[name])}`);
  for (const name of OBJECTS) {
    const part = report[name];
    if (typeof part !== 'object' || part === null) throw new TypeError(`${name} must be an object; got ${show(part)}`);
  }
  const read = report as unknown as Report; // the fields that decide are checked; what else is wrong shows when it is played
  for (const [index, step] of read.steps.entries()) {
    const isStep = typeof step === 'object' && step !== null && ('change' in step || 'request' in step);
    if (!isStep) throw new TypeError(`steps[${index}] must have a request or a change; got ${show(step)}`);
  }
  return read;
}
