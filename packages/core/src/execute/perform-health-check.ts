import type { HealthCheck } from '@gcepool/api';
import type { HealthChecks } from '../cloud/cloud.ts';
import type { CheckUsers } from './check-users.ts';
import { performDelete } from './perform-delete.ts';
import { planHealthCheck } from '../plan/plan-health-check.ts';
import { retryOnConflict } from '../calls/retry-on-conflict.ts';
import type { Success } from './report.ts';
import type { HealthCheckUpsert, HealthCheckDeletion, HealthCheckWatch } from '../plan/step.ts';
import type { TrialCalls, TrialWork } from '../trials/trials.ts';

/** What the steps of a run share that change health checks. */
export interface HealthCheckWork {
  /** Without it health checks are changed and nobody watches what comes of it. */
  readonly trials?: TrialWork | undefined;
  /** Without it nobody asks who else uses them. */
  readonly checkUsers?: CheckUsers | undefined;
}

/** Does a step on a health check. */
export async function performHealthCheck(
  step: HealthCheckUpsert | HealthCheckWatch | HealthCheckDeletion,
  calls: TrialCalls,
  { trials, checkUsers }: HealthCheckWork = {},
): Promise<Success> {
  const { checks } = calls;
  switch (step.verb) {
    case 'delete':
      return performDelete(checks.deleteHealthCheck(step.name));
    case 'watch':
      await trials?.watch(step, calls);
      return 'done';
    case 'create':
    case 'update':
      return retryOnConflict({
        step,
        apply: async (current) => {
          await checkUsers?.mustBeOwn(current);
          return send((await trials?.begin(current, calls)) ?? current, checks);
        },
        read: () => checks.getHealthCheck(step.name),
        replan: (fresh) => planHealthCheck(step.spec, fresh),
      });
  }
}

function send({ verb, name, after, changed }: HealthCheckUpsert, checks: HealthChecks): Promise<void> {
  if (verb === 'create') return checks.createHealthCheck(after);
  if (checks.patchHealthCheck === undefined || changed === undefined) return checks.updateHealthCheck(after);
  const patch: HealthCheck = Object.fromEntries(Object.entries(after).filter(([field]) => changed.includes(field)));
  return checks.patchHealthCheck(name, patch);
}
