import type { BackendPoolOptions } from './backend-pool-options.ts';
import { execute } from './execute.ts';
import { ModesInUse } from './modes-in-use.ts';
import { perform } from './perform.ts';
import type { PoolCollaborators } from './pool-calls.ts';
import type { Report } from './report.ts';
import type { Plan, PoolStep } from './step.ts';

/** Carries out a pool's plan, and tells of it. Never rejects. */
export function executePoolPlan(
  planned: Plan<PoolStep>,
  calls: (step?: PoolStep) => PoolCollaborators,
  { concurrency, stop, onEvent }: Pick<BackendPoolOptions, 'concurrency' | 'stop' | 'onEvent'>,
): Promise<Report<PoolStep>> {
  onEvent?.({ type: 'planned', plan: planned });
  for (const step of planned.waves.flat()) if (isRepair(step)) onEvent?.({ type: 'driftFound', step });
  const modes = new ModesInUse(calls().cloud);
  const performWith = (step: PoolStep, undone: ReadonlySet<number>): ReturnType<typeof perform> => {
    const { cloud, healthChecker, nodePool } = calls(step);
    return perform(step, { backendServices: cloud, healthChecker, nodePool, modes }, undone);
  };
  return execute(planned, performWith, {
    concurrency,
    stop,
    onStart: (step) => onEvent?.({ type: 'stepStarted', step }),
    onOutcome: (outcome) => onEvent?.({ type: 'stepFinished', outcome }),
  });
}

/** True for a step that changes what was there before, as opposed to making or removing something. */
function isRepair({ verb }: PoolStep): boolean {
  return verb === 'update' || verb === 'setSecurityPolicy';
}
