import type { ApiRequest } from './api/request.ts';
import type { ApiResponse } from './api/response.ts';
import { fetchFrom } from './http/fetch.ts';
import type { Simulator } from './simulator.ts';

/** A simulator whose answers are waited for, for they come when it is their turn. `listen()` serves it as any other. */
export interface AwaitedSimulator {
  /** Answers a request to the Compute API or the metadata server. Bound, so it can be passed as any client's `fetch`. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Answers a request to the Compute API, Resource Manager or Service Usage. Never rejects, whatever it is given. */
  handle(request: ApiRequest): Promise<ApiResponse>;
  /** Does something with the simulator beside requests, such as `perform((simulator) => simulator.clock.advance(1000))`. */
  perform<T>(work: (simulator: Simulator) => T): Promise<T>;
  /** Does something that is expected to change nothing. */
  look<T>(work: (simulator: Simulator) => T): Promise<T>;
}

const WITHIN: WeakMap<AwaitedSimulator, Simulator> = new WeakMap();

/** Keeps which simulator is within one that is awaited, for those who serve it. */
export const keepWithin = (awaited: AwaitedSimulator, within: Simulator): void => void WITHIN.set(awaited, within);

/** Whether its answers are waited for. */
export const isAwaited = (simulator: AwaitedSimulator | Simulator): simulator is AwaitedSimulator =>
  WITHIN.has(simulator as AwaitedSimulator);

/** The simulator within one that is awaited, with which nothing may be done but through that; any other is it itself. */
export const simulatorWithin = (simulator: AwaitedSimulator | Simulator): Simulator =>
  // Who is no key is not awaited.
  WITHIN.get(simulator as AwaitedSimulator) ?? (simulator as Simulator);

/** A simulator whose calls go another way, on which they may be held. What else is done with it is done at once. */
export function withCallsBy(
  within: Simulator,
  handle: (request: ApiRequest) => Promise<ApiResponse>,
): AwaitedSimulator {
  const played = { handle, instanceMetadata: () => within.instanceMetadata(), iam: within.iam };
  const atOnce = async <T>(work: (simulator: Simulator) => T): Promise<T> => work(within);
  const awaited: AwaitedSimulator = {
    fetch: (input, init) => fetchFrom(played, input, init),
    handle,
    perform: atOnce,
    look: atOnce,
  };
  keepWithin(awaited, within);
  return awaited;
}
