import type { BackendServices, HealthChecks } from './cloud.ts';
import type { GroupCalls } from './node-pool.ts';
import { performBackendService } from './perform-backend-service.ts';
import { performHealthCheck } from './perform-health-check.ts';
import { performGroupEnsuring } from './perform-instance-group.ts';
import type { Success } from './report.ts';
import type { PoolStep } from './step.ts';

/** The calls that a pool's steps are done with. */
export interface PoolCalls {
  readonly backendServices: BackendServices;
  readonly healthChecker: HealthChecks;
  readonly nodePool: GroupCalls;
}

/** Does one step of a pool's plan: pass `(step) => perform(step, calls)` to `execute`. */
export function perform(step: PoolStep, calls: PoolCalls): Promise<Success> {
  if (step.collection === 'backendServices') return performBackendService(step, calls.backendServices);
  if (step.collection === 'healthChecks') return performHealthCheck(step, calls.healthChecker);
  return performGroupEnsuring(step, calls.nodePool);
}
