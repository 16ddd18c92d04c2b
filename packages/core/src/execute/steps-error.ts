import type { Step } from '../plan/step.ts';
import { failures } from './report.ts';
import type { Report } from './report.ts';

/** Steps failed, or were not even planned; `errors` says which and why, and `report` what became of those that were. */
export class StepsError<S extends Step = Step> extends AggregateError {
  override readonly name: string = 'StepsError';
  readonly report: Report<S>;

  /** @param problems What was asked for and is not in the plan. */
  constructor(report: Report<S>, problems: readonly Error[] = []) {
    const errors = [...problems, ...failures(report)];
    super(errors, errors.map(({ message }) => message).join('\n'));
    this.report = report;
  }
}
