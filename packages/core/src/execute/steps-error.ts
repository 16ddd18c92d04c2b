import type { Step } from '../plan/step.ts';
import { failures } from './report.ts';
import type { Report } from './report.ts';

/** Steps failed; `errors` says which and why, and `report` what became of all of them. */
export class StepsError<S extends Step = Step> extends AggregateError {
  override readonly name: string = 'StepsError';
  readonly report: Report<S>;

  constructor(report: Report<S>) {
    const errors = failures(report);
    super(errors, errors.map(({ message }) => message).join('\n'));
    this.report = report;
  }
}
