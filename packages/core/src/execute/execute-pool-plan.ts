import type { Namer } from '../names/namer.ts';
import type { Plan, PoolStep } from '../plan/step.ts';
import { CheckUsers } from './check-users.ts';
import { execute } from './execute.ts';
import type { ExecutionEvent } from './execution-event.ts';
import { ModesInUse } from './modes-in-use.ts';
import { perform } from './perform.ts';
import { withoutFailed } from './without-failed.ts';
import type { PoolCalls } from './perform.ts';
import type { TrialWork } from '../trials/trials.ts';
import type { Report } from './report.ts';

/** How a pool's plan is carried out. */
export interface ExecutionOptions {
  /** Changes under way at the same time; 50 by default. */
  readonly concurrency?: number | undefined;
  /**
   * Stops gracefully: steps in flight finish, no other starts, and no failed call is retried. The remaining steps are
   * `skipped`, with a `StoppedError` as their cause, for the next run.
   */
  readonly stop?: AbortSignal | undefined;
  /** Called with each event. Must not throw. */
  readonly onEvent?: ((event: ExecutionEvent) => void) | undefined;
}

/**
 * Carries out a pool's plan, and reports events. Never rejects.
 *
 * @param callsFor The calls for one step, or for what is done outside of any.
 * @param trials Of the pool; without it health checks are changed and nobody watches what comes of it.
 */
export function executePoolPlan(
  planned: Plan<PoolStep>,
  callsFor: (step?: PoolStep) => PoolCalls,
  { namer, concurrency, stop, onEvent }: ExecutionOptions & { readonly namer: Namer },
  trials?: TrialWork,
): Promise<Report<PoolStep>> {
  onEvent?.({ type: 'planned', plan: planned });
  for (const step of planned.waves.flat()) if (isRepair(step)) onEvent?.({ type: 'driftFound', step });
  const { backendServices } = callsFor();
  const shared = { modes: new ModesInUse(backendServices), checkUsers: new CheckUsers(backendServices, namer), trials };
  return execute(planned, (step, unfinished) => perform(step, { ...callsFor(step), ...shared }, unfinished), {
    concurrency,
    stop,
    without: withoutFailed,
    onStart: (step) => onEvent?.({ type: 'stepStarted', step }),
    onOutcome: (outcome) => onEvent?.({ type: 'stepFinished', outcome }),
  });
}

/** True for a step that changes what was there before, as opposed to making or removing something. */
function isRepair({ verb }: PoolStep): boolean {
  return verb === 'update' || verb === 'setSecurityPolicy';
}
