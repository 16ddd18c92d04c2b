import type { ApiRequest } from '../api/request.ts';
import type { Call } from '../collections/call.ts';
import type { Command, Simulation } from '../simulation/simulation.ts';
import { recordedRequest } from '../simulation/simulation.ts';
import { targetOf } from './target.ts';

/** What comes before the path of a call of v1, whatever the host. */
const BASE = '/compute/v1/';

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
  return call.method.operationScope === undefined ? undefined : recordedRequest(request);
}

/** A read, as it is kept where more was asked than the path of the call says, for whoever wants to ask the same again. */
export function keptRead(call: Call, request: ApiRequest): ApiRequest | undefined {
  if (call.method.operationScope !== undefined) return undefined;
  const { method, url } = request;
  const path = targetOf(call);
  const isPlain =
    method === 'GET' && !url.includes('?') && url.endsWith(path) && url.endsWith(BASE, url.length - path.length);
  return isPlain ? undefined : recordedRequest(request);
}

/** What is kept of a request that could not be read, and may be anything. */
export function keptUnread(request: ApiRequest): ApiRequest | undefined {
  if (typeof request.method !== 'string' || typeof request.url !== 'string') return undefined;
  try {
    return recordedRequest(request);
  } catch {
    // A body that is no JSON and no text.
    return undefined;
  }
}
