import type { BackendPoolOptions } from './backend-pool-options.ts';
import type { Caller } from './calls/caller.ts';
import { rateLimitedClient } from './calls/rate-limited-client.ts';
import type { PoolStep } from './plan/step.ts';

/** The collaborators of a pool, each of whose calls is paced, repeated and told of. */
export interface PoolCollaborators {
  readonly backendServices: BackendPoolOptions['cloud'];
  readonly healthChecker: BackendPoolOptions['healthChecker'];
  readonly nodePool: BackendPoolOptions['nodePool'];
}

/** Gives the collaborators of a pool for one step, or for what is done outside of any. */
export function collaboratorsFor(options: BackendPoolOptions, caller: Caller): (step?: PoolStep) => PoolCollaborators {
  const { onEvent } = options;
  return (step) => {
    const about = step === undefined ? {} : { step };
    const limited = <T extends object>(calls: T): T =>
      rateLimitedClient(calls, caller, (retried) => onEvent?.({ type: 'callRetried', ...about, ...retried }));
    return {
      backendServices: limited(options.cloud),
      healthChecker: limited(options.healthChecker),
      nodePool: limited(options.nodePool),
    };
  };
}
