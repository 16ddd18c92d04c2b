import type { HealthChecks } from './cloud.ts';
import { performDelete } from './perform-delete.ts';
import { planHealthCheck } from './plan-health-check.ts';
import { doOrRedo } from './redo.ts';
import type { Success } from './report.ts';
import type { HealthCheckEnsuring, HealthCheckRemoval } from './step.ts';

/** Does a step on a health check. */
export function performHealthCheck(
  step: HealthCheckEnsuring | HealthCheckRemoval,
  checks: HealthChecks,
): Promise<Success> {
  if (step.verb === 'delete') return performDelete(checks.deleteHealthCheck(step.name));
  return doOrRedo({
    step,
    apply: ({ verb, after }) => (verb === 'create' ? checks.createHealthCheck(after) : checks.updateHealthCheck(after)),
    read: () => checks.getHealthCheck(step.name),
    replan: (fresh) => planHealthCheck(step.wanted, fresh),
  });
}
