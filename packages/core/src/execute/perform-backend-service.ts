import type { BackendService } from '@gcepool/api';
import { messageOf } from '../cloud/cloud-error.ts';
import type { BackendServices } from '../cloud/cloud.ts';
import { isModeConflict } from './mode-conflict.ts';
import { ModesInUse } from './modes-in-use.ts';
import { performDelete } from './perform-delete.ts';
import { patchOf, planBackendService } from '../plan/plan-backend-service.ts';
import { retryOnConflict } from '../calls/retry-on-conflict.ts';
import type { Success } from './report.ts';
import type { BackendServiceUpsert, BackendServiceDeletion, SecurityPolicyStep } from '../plan/step.ts';

/** Does a step on a backend service. */
export async function performBackendService(
  step: BackendServiceUpsert | BackendServiceDeletion | SecurityPolicyStep,
  services: BackendServices,
  modes: ModesInUse = new ModesInUse(services),
): Promise<Success> {
  switch (step.verb) {
    case 'delete':
      return performDelete(services.deleteBackendService(step.name));
    case 'setSecurityPolicy': {
      if (services.setSecurityPolicy === undefined) throw new TypeError('this cloud cannot set security policies');
      await services.setSecurityPolicy(step.name, step.securityPolicy);
      return 'done';
    }
    case 'create':
    case 'update':
      return retryOnConflict({
        step,
        apply: (current) => applyWithModes(current, services, modes),
        read: () => services.getBackendService(step.name),
        replan: (fresh) => planBackendService(step.spec, fresh),
      });
  }
}

/** Every balancing setting was refused; the message joins the cloud's messages, `code` is theirs. */
class BalancingRefusedError extends AggregateError {
  override readonly name = 'BalancingRefusedError';
  readonly code = 400;

  constructor(refusals: readonly unknown[]) {
    super(refusals, refusals.map((refusal) => messageOf(refusal)).join('\n'));
  }
}

/**
 * Sends the bodies in turn until one is not refused for a balancing mode. After the first such refusal, the modes in which
 * others use the groups are looked up: a body that fits them goes before the alternatives.
 */
async function applyWithModes(step: BackendServiceUpsert, services: BackendServices, modes: ModesInUse): Promise<void> {
  const refusals: unknown[] = [];
  const tried = new Set<string>();
  const send = async (bodies: readonly BackendService[]): Promise<boolean> => {
    for (const body of bodies) {
      const text = JSON.stringify(body.backends);
      if (tried.has(text)) continue;
      tried.add(text);
      try {
        await sendOne(step, body, services);
        if (refusals.length > 0) modes.learn(body);
        return true;
      } catch (error) {
        if (!isModeConflict(error) || (step.alternatives.length === 0 && refusals.length === 0)) throw error;
        refusals.push(error);
      }
    }
    return false;
  };
  if (await send([fitting(step, modes.known)])) return;
  if (await send([fitting(step, await modes.read())])) return;
  if (await send([step.after, ...step.alternatives])) return;
  throw new BalancingRefusedError(refusals);
}

/** The body of the step, were the groups used in these modes. */
function fitting(step: BackendServiceUpsert, known: ModesInUse['known']): BackendService {
  if (Object.keys(known).length === 0) return step.after;
  const spec = { ...step.spec, modes: { ...step.spec.modes, ...known } };
  return planBackendService(spec, step.before)?.after ?? step.after;
}

function sendOne(step: BackendServiceUpsert, body: BackendService, services: BackendServices): Promise<void> {
  if (step.verb === 'create') return services.createBackendService(body);
  if (step.changed === undefined || services.patchBackendService === undefined) {
    return services.updateBackendService(body);
  }
  return services.patchBackendService(step.name, patchOf(step, body));
}
