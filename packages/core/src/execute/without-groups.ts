import { pathOf } from '../cloud/link.ts';
import { planBackendService } from '../plan/plan-backend-service.ts';
import type { PoolStep } from '../plan/step.ts';

/**
 * What a step comes to without groups that could not be made or given their ports: a backend service reaches the others, so that
 * a zone that is down keeps no port from being served in the rest. `undefined` where nothing is left of it. Pure.
 */
export function withoutGroups(step: PoolStep, missing: ReadonlySet<string>): PoolStep | undefined {
  if (step.collection !== 'backendServices' || (step.verb !== 'create' && step.verb !== 'update')) return undefined;
  const groups = step.spec.groups.filter((group) => !missing.has(pathOf(group)));
  if (groups.length === 0) return undefined;
  return planBackendService({ ...step.spec, groups }, step.before);
}
