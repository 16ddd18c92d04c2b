import type { Simulator } from '../simulator.ts';

/** One use of Google's hosts in this process: who answers for them, and what they were asked that nobody answers. */
export interface HostsInUse {
  readonly simulator: Pick<Simulator, 'fetch'>;
  /** Whether requests to other Google hosts are left to whoever comes next. */
  readonly passesOtherHosts: boolean;
  /** Requests that no simulator answers, as `GET https://storage.googleapis.com/storage/v1/b`. */
  readonly unexpected: string[];
}

/** Google's hosts, to be taken and given back. */
export interface Hosts {
  take(use: HostsInUse): void;
  release(use: HostsInUse): void;
}

const NAME = Symbol.for('@gcepool/sim: Google’s hosts');

/**
 * Lends this code's hosts to another realm of the process, such as that of Jest's tests, in which this package is loaded anew: both would
 * answer each request, one into the other's answer.
 *
 * @param global the global object of that realm
 * @returns what takes them back
 */
export function lendHosts(global: object, hosts: Hosts): () => void {
  Object.defineProperty(global, NAME, { value: hosts, configurable: true });
  return () => void Reflect.deleteProperty(global, NAME);
}

/** The hosts that are lent to the realm of this code. */
export const lentHosts = (): Hosts | undefined =>
  // Nobody else has that name.
  Reflect.get(globalThis, NAME) as Hosts | undefined;
