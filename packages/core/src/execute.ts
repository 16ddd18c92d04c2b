import { eachAtMost } from './each-at-most.ts';
import type { Outcome, Report, Success } from './report.ts';
import { StepError } from './step-error.ts';
import type { Plan, Step } from './step.ts';

/** Does one step and says how it went, or rejects. */
export type Perform<S extends Step> = (step: S) => Promise<Success>;

/** How a plan is run. */
export interface Execution<S extends Step = Step> {
  /** Steps of a wave under way at the same time; 10 by default. */
  readonly concurrency?: number | undefined;
  /** Called as soon as it is known what became of a step. */
  readonly onOutcome?: ((outcome: Outcome<S>) => void) | undefined;
}

/**
 * Runs a plan, wave after wave. A step that fails stops only the steps that need what it was to make; it never rejects:
 * the report says what became of each step.
 */
export async function execute<S extends Step>(
  plan: Plan<S>,
  perform: Perform<S>,
  { concurrency = 10, onOutcome }: Execution<S> = {},
): Promise<Report<S>> {
  const lost = new Map<string, StepError>();
  const outcomes: Outcome<S>[] = [];
  for (const wave of plan.waves) {
    const finished = await eachAtMost(concurrency, wave, async (step): Promise<Outcome<S>> => {
      const outcome = await attempt(step, perform, lost);
      onOutcome?.(outcome);
      return outcome;
    });
    for (const outcome of finished) {
      if ('error' in outcome) lost.set(outcome.step.resource, outcome.error);
    }
    outcomes.push(...finished);
  }
  return { outcomes, notices: plan.notices };
}

async function attempt<S extends Step>(
  step: S,
  perform: Perform<S>,
  lost: ReadonlyMap<string, StepError>,
): Promise<Outcome<S>> {
  const missing = step.needs.map((resource) => lost.get(resource)).find((error) => error && concerns(error, step));
  if (missing !== undefined) return { step, outcome: 'skipped', error: missing };
  try {
    return { step, outcome: await perform(step) };
  } catch (error) {
    return { step, outcome: 'failed', error: new StepError(step, error) };
  }
}

/** A group that could not name one port still serves the others. */
function concerns(error: StepError, { ports }: Step): boolean {
  return error.step.ports.some((port) => ports.includes(port));
}
