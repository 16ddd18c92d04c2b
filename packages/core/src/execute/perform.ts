import type { BackendServices, HealthChecks, Regions } from '../cloud/cloud.ts';
import type { HealthChecker } from '../health/health-checker.ts';
import type { ModesInUse } from './modes-in-use.ts';
import type { TrialCalls } from '../trials/trials.ts';
import type { GroupCalls } from './group-calls.ts';
import { performBackendService } from './perform-backend-service.ts';
import { performHealthCheck } from './perform-health-check.ts';
import type { HealthCheckWork } from './perform-health-check.ts';
import { performInstanceGroupDeletion, performInstanceGroupUpsert } from './perform-instance-group.ts';
import type { Success } from './report.ts';
import type { PoolStep } from '../plan/step.ts';

/** The calls by which a pool's steps are carried out. */
export interface PoolCalls extends HealthCheckWork {
  readonly backendServices: BackendServices & Partial<Pick<Regions, 'inRegion'>>;
  readonly healthChecker: HealthChecks & Pick<HealthChecker, 'inRegion'>;
  readonly nodePool: GroupCalls;
  /** Shared by the steps of a run. */
  readonly modes?: ModesInUse | undefined;
}

/**
 * Does one step of a pool's plan: pass `(step, unfinished) => perform(step, calls, unfinished)` to `execute`.
 *
 * @param unfinished Ports of which an earlier step did not succeed.
 */
export async function perform(
  step: PoolStep,
  calls: PoolCalls,
  unfinished: ReadonlySet<number> = new Set(),
): Promise<Success> {
  switch (step.collection) {
    case 'backendServices':
      return performBackendService(step, servicesOf(step.region, calls), calls.modes);
    case 'healthChecks':
      return performHealthCheck(step, trialCalls(step.region, calls), calls);
    case 'instanceGroups': {
      if (step.verb !== 'delete') return performInstanceGroupUpsert(step, calls.nodePool, unfinished);
      const { deleteInstanceGroup } = calls.nodePool;
      if (deleteInstanceGroup === undefined) return 'inUse';
      return performInstanceGroupDeletion(step, { deleteInstanceGroup: deleteInstanceGroup.bind(calls.nodePool) });
    }
  }
}

/** The calls by which a health check is changed, and seen what came of it. */
export function trialCalls(region: string | undefined, calls: PoolCalls): TrialCalls {
  return { checks: checksOf(region, calls), services: servicesOf(region, calls) };
}

function servicesOf(region: string | undefined, { backendServices }: PoolCalls): BackendServices {
  return region === undefined ? backendServices : regional(backendServices, region);
}

function checksOf(region: string | undefined, { healthChecker }: PoolCalls): HealthChecks {
  return region === undefined ? healthChecker : regional(healthChecker, region);
}

function regional<T>(calls: { inRegion?(name: string): T }, region: string): T {
  if (calls.inRegion === undefined) throw new TypeError(`this cloud has no regions, and a port wants one in ${region}`);
  return calls.inRegion(region);
}
