import { StoppedError } from '../calls/stopped-error.ts';
import { isInUse } from '../cloud/cloud-error.ts';
import { eachAtMost } from '../calls/each-at-most.ts';
import type { Outcome, Report, Success } from './report.ts';
import { StepError } from './step-error.ts';
import type { Plan, Step } from '../plan/step.ts';

/**
 * Does one step and says how it went, or rejects.
 *
 * @param unfinished Ports of which a step of an earlier wave came to nothing.
 */
export type Perform<S extends Step> = (step: S, unfinished: ReadonlySet<number>) => Promise<Success>;

/** How a plan is run. */
export interface Execution<S extends Step = Step> {
  /** Steps of a wave under way at the same time; 50 by default. */
  readonly concurrency?: number | undefined;
  /** When it aborts, no further step is begun: those left are `skipped`. */
  readonly stop?: AbortSignal | undefined;
  /** Called when a step begins. */
  readonly onStart?: ((step: S) => void) | undefined;
  /** Called as soon as it is known what became of a step. */
  readonly onOutcome?: ((outcome: Outcome<S>) => void) | undefined;
}

/** As many as it takes to make 20 changes a second of two seconds each, which is what GCE's quotas let through. */
const CONCURRENCY = 50;

/**
 * Runs a plan, wave after wave. A step that fails stops only the steps that need what it was to make; it never rejects:
 * the report says what became of each step. What cannot be deleted because it is in use is left, and so is what it uses.
 */
export async function execute<S extends Step>(
  plan: Plan<S>,
  perform: Perform<S>,
  { concurrency = CONCURRENCY, stop, onStart, onOutcome }: Execution<S> = {},
): Promise<Report<S>> {
  const unfinishedSteps = new Map<string, Unfinished>();
  const unfinished = new Set<number>();
  const outcomes: Outcome<S>[] = [];
  for (const wave of plan.waves) {
    const finished = await eachAtMost(concurrency, wave, async (step): Promise<Outcome<S>> => {
      const outcome =
        consequence(step, unfinishedSteps) ??
        stopped(step, stop) ??
        (await attempt(step, perform, unfinished, onStart));
      onOutcome?.(outcome);
      return outcome;
    });
    for (const { step, ...outcome } of finished) {
      if (outcome.outcome !== 'failed' && outcome.outcome !== 'skipped' && outcome.outcome !== 'inUse') continue;
      unfinishedSteps.set(step.resource, { ports: step.ports, outcome });
      for (const port of step.ports) unfinished.add(port);
    }
    outcomes.push(...finished);
  }
  return { outcomes, notices: plan.notices };
}

/** What came of a step that others need. */
interface Unfinished {
  readonly ports: readonly number[];
  readonly outcome:
    | { readonly outcome: 'inUse'; readonly refusal?: StepError }
    | { readonly outcome: 'failed' | 'skipped'; readonly error: StepError };
}

async function attempt<S extends Step>(
  step: S,
  perform: Perform<S>,
  unfinished: ReadonlySet<number>,
  onStart: Execution<S>['onStart'],
): Promise<Outcome<S>> {
  onStart?.(step);
  try {
    return { step, outcome: await perform(step, unfinished) };
  } catch (cause) {
    const error = new StepError(step, cause);
    return step.verb === 'delete' && isInUse(cause)
      ? { step, outcome: 'inUse', refusal: error }
      : { step, outcome: 'failed', error };
  }
}

function stopped<S extends Step>(step: S, stop: AbortSignal | undefined): Outcome<S> | undefined {
  return stop?.aborted ? { step, outcome: 'skipped', error: new StepError(step, new StoppedError()) } : undefined;
}

/** What becomes of a step for want of what it needs; `undefined` where it can be tried. */
function consequence<S extends Step>(
  step: S,
  unfinishedSteps: ReadonlyMap<string, Unfinished>,
): Outcome<S> | undefined {
  const missing = step.needs
    .map((resource) => unfinishedSteps.get(resource))
    // A group that could not name one port still serves the others.
    .find((each) => each?.ports.some((port) => step.ports.includes(port)));
  if (missing === undefined) return undefined;
  const { outcome } = missing;
  return outcome.outcome === 'inUse' ? { step, ...outcome } : { step, outcome: 'skipped', error: outcome.error };
}
