import type { BackendService } from '@gcepool/api';
import { pathOf } from '../cloud/link.ts';
import { planBackendService } from '../plan/plan-backend-service.ts';
import type { BackendServiceSpec } from '../plan/spec.ts';
import type { PoolStep } from '../plan/step.ts';
import { defaultBalancing, suits } from '../ports/balancing-mode.ts';
import { isProtocol } from '../ports/protocol.ts';

/**
 * What a step comes to without what an earlier one failed to make or to change. A backend service reaches the other groups, so that
 * a zone that is down keeps no port from being served in the rest; and it keeps the health check and the protocol that it has, so
 * that a check which cannot be changed keeps nothing else from it. `nothing` where it is that already, `undefined` where it cannot
 * be done in part. Pure.
 */
export function withoutFailed(step: PoolStep, missing: ReadonlySet<string>): PoolStep | 'nothing' | undefined {
  if (step.collection !== 'backendServices' || (step.verb !== 'create' && step.verb !== 'update')) return undefined;
  const { spec, before } = step;
  const groups = spec.groups.filter((group) => !missing.has(pathOf(group)));
  if (groups.length === 0) return undefined;
  const checked = missing.has(pathOf(spec.healthCheck)) ? before && withPresentCheck(spec, before) : spec;
  if (checked === undefined) return undefined;
  const rest = planBackendService({ ...checked, groups }, before);
  return rest === undefined ? 'nothing' : { ...rest, needs: rest.needs.filter((resource) => !missing.has(resource)) };
}

/** What is asked and what is spoken belong together, and so does the balancing of what is spoken. */
function withPresentCheck(
  { keptBalancing, ...spec }: BackendServiceSpec,
  { healthChecks = [], protocol, loadBalancingScheme }: BackendService,
): BackendServiceSpec | undefined {
  const [healthCheck] = healthChecks;
  if (healthCheck === undefined || !isProtocol(protocol)) return undefined;
  const balancing = spec.balancing.filter(({ balancingMode }) => suits(balancingMode, protocol));
  return {
    ...spec,
    healthCheck,
    protocol,
    balancing:
      balancing.length > 0 ? balancing : defaultBalancing(protocol, loadBalancingScheme, spec.isPortless === true),
    ...(keptBalancing !== undefined && suits(keptBalancing.balancingMode, protocol) && { keptBalancing }),
  };
}
