import type { BackendPoolOptions } from './backend-pool-options.ts';
import { Caller } from './calls/caller.ts';
import { withCaller } from './calls/with-caller.ts';
import type { PoolStep } from './step.ts';

/** The collaborators of a pool, each of whose calls is paced, repeated and told of. */
export type PoolCollaborators = Pick<BackendPoolOptions, 'cloud' | 'healthChecker' | 'nodePool'>;

/** Gives the collaborators of a pool for one step, or for what is done outside of any. */
export function poolCalls(options: BackendPoolOptions): (step?: PoolStep) => PoolCollaborators {
  const { clock, backoff, rates, mayWrite, signal, stop, onEvent } = options;
  const caller = new Caller({ clock, backoff, rates, mayWrite, signal, stop });
  return (step) => {
    const about = step === undefined ? {} : { step };
    const persistent = <T extends object>(calls: T): T =>
      withCaller(calls, caller, (retried) => onEvent?.({ type: 'stepRetried', ...about, ...retried }));
    return {
      cloud: persistent(options.cloud),
      healthChecker: persistent(options.healthChecker),
      nodePool: persistent(options.nodePool),
    };
  };
}
