import type { ApiRequest } from '../api/request.ts';
import { payloadText } from '../api/payload.ts';
import type { Call } from '../collections/call.ts';
import type { Command, Simulation } from '../simulation/simulation.ts';

/**
 * The request of a call that changes something, as it is kept for whoever wants to do the same again: the one that the journal has, where
 * it took effect.
 *
 * @param before the last command before the call
 */
export function keptRequest(
  call: Call,
  request: ApiRequest,
  { journal: { last } }: Simulation,
  before: Command | undefined,
): ApiRequest | undefined {
  if (last !== before && last?.kind === 'request') return last.request;
  if (call.method.operationScope === undefined) return undefined;
  const { method, url, body } = request;
  // It was read, so it is JSON.
  return { method, url, ...(body === undefined ? {} : { body: payloadText(body) }) };
}
