import type { BackendService } from '@gcepool/api';
import { codeOf, messageOf, refusalOf } from './cloud-error.ts';
import type { BackendServices } from './cloud.ts';
import { performDelete } from './perform-delete.ts';
import { planBackendService } from './plan-backend-service.ts';
import { doOrRedo } from './redo.ts';
import type { Success } from './report.ts';
import type { BackendServiceEnsuring, BackendServiceRemoval } from './step.ts';

/** Does a step on a backend service. */
export function performBackendService(
  step: BackendServiceEnsuring | BackendServiceRemoval,
  services: BackendServices,
): Promise<Success> {
  if (step.verb === 'delete') return performDelete(services.deleteBackendService(step.name));
  return doOrRedo({
    step,
    apply: ({ verb, after, alternatives }) =>
      firstAccepted([after, ...alternatives], (body) =>
        verb === 'create' ? services.createBackendService(body) : services.updateBackendService(body),
      ),
    read: () => services.getBackendService(step.name),
    replan: (fresh) => planBackendService(step.wanted, fresh),
  });
}

/** Every choice of balancing was refused; the message joins the cloud's messages, `code` is still theirs. */
export class BalancingRefusedError extends AggregateError {
  override readonly name = 'BalancingRefusedError';
  readonly code = 400;

  constructor(refusals: readonly unknown[]) {
    super(refusals, refusals.map((refusal) => messageOf(refusal)).join('\n'));
  }
}

/** Sends the bodies in turn until one is not refused with 400. */
async function firstAccepted(
  bodies: readonly BackendService[],
  send: (body: BackendService) => Promise<void>,
): Promise<void> {
  const refusals: unknown[] = [];
  for (const body of bodies) {
    try {
      await send(body);
      return;
    } catch (error) {
      // Waiting helps against resourceNotReady, another balancing mode does not.
      if (codeOf(error) !== 400 || refusalOf(error) === 'resourceNotReady' || bodies.length === 1) throw error;
      refusals.push(error);
    }
  }
  throw new BalancingRefusedError(refusals);
}
