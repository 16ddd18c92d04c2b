import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { refused } from '../api/response.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { RequestCommand, Simulation } from '../simulation/simulation.ts';

/** Sends a request as it was sent: at the time at which it changed something, or else now. */
export function playRequest(
  simulation: Simulation,
  request: ApiRequest,
  effect: Pick<RequestCommand, 'named' | 'now' | 'operation'> | undefined,
  isInstant: boolean,
): ApiResponse {
  try {
    if (effect !== undefined) return simulation.again({ kind: 'request', request, ...effect });
    // With the instant clock a request takes a moment.
    return simulation.answer(simulation.read(request), request, isInstant ? undefined : simulation.state.now);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return refused(refusal);
  }
}
