import { portErrors } from './execute/report.ts';
import type { Report } from './execute/report.ts';
import { planProblems } from './plan/plan-problems.ts';
import type { PoolPlan } from './plan/pool-plan.ts';
import type { PoolStep } from './plan/step.ts';

/** A plan that was carried out, and what came of it. */
export interface Done {
  readonly planned: PoolPlan;
  readonly report: Report<PoolStep>;
}

/** For a change to a single port: its error as it is. */
export function only({ planned, report }: Done): Report<PoolStep> {
  const [error] = [...planProblems(planned), ...portErrors(report)];
  if (error !== undefined) throw error;
  return report;
}

/** For a change to many ports: one error that holds those of all ports. */
export function all({ planned, report }: Done): Report<PoolStep> {
  return settled(report, planProblems(planned));
}

/** A report of what succeeded. @throws AggregateError of these problems and of what failed. */
export function settled(report: Report<PoolStep>, problems: readonly Error[]): Report<PoolStep> {
  const errors = [...problems, ...portErrors(report), ...portlessFailures(report)];
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'));
  return report;
}

/** Failures that concern no port, such as the deletion of a group. */
function portlessFailures({ outcomes }: Report<PoolStep>): Error[] {
  return outcomes.flatMap((outcome) => ('error' in outcome && outcome.step.ports.length === 0 ? [outcome.error] : []));
}
