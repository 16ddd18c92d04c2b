import { StoppedError } from '../calls/stopped-error.ts';
import { isInUse } from '../cloud/cloud-error.ts';
import { eachAtMost } from '../calls/each-at-most.ts';
import type { Outcome, Report, Success } from './report.ts';
import { StepError } from './step-error.ts';
import type { Plan, Step } from '../plan/step.ts';

/**
 * Does one step, and resolves to its outcome or rejects.
 *
 * @param unfinished Ports of which a step of an earlier wave did not succeed.
 */
export type Perform<S extends Step> = (step: S, unfinished: ReadonlySet<number>) => Promise<Success>;

/** How a plan is run. */
export interface Execution<S extends Step = Step> {
  /** Steps of a wave in flight at the same time; 50 by default. */
  readonly concurrency?: number | undefined;
  /** When it aborts, no further step starts: the remaining ones are `skipped`. */
  readonly stop?: AbortSignal | undefined;
  /**
   * What is left of a step that needs resources whose steps did not succeed, given their paths; it is done in its place. Where
   * `nothing` is, the step is `skipped`, and what needs its resource goes on; where it is `undefined`, as by default, neither does.
   */
  readonly without?: ((step: S, missing: ReadonlySet<string>) => S | 'nothing' | undefined) | undefined;
  /** Called when a step begins. */
  readonly onStart?: ((step: S) => void) | undefined;
  /** Called when the outcome of a step is known. */
  readonly onOutcome?: ((outcome: Outcome<S>) => void) | undefined;
}

/** Enough for 20 changes per second of two seconds each, which is about GCE's quota. */
const CONCURRENCY = 50;

/**
 * Runs a plan, wave after wave. Never rejects: the report has the outcome of each step. A step that fails stops only the
 * steps that need its resource, or parts of them. A resource in use is not deleted, and neither is what it uses.
 */
export async function execute<S extends Step>(
  plan: Plan<S>,
  perform: Perform<S>,
  { concurrency = CONCURRENCY, stop, without, onStart, onOutcome }: Execution<S> = {},
): Promise<Report<S>> {
  const unfinishedSteps = new Map<string, Unfinished>();
  /** What was done without some of what it needs: it takes the place of nothing yet. */
  const partialSteps = new Map<string, Unfinished>();
  const unfinished = new Set<number>();
  /** What is as it can be, for now. */
  const spared = new Set<string>();
  const outcomes: Outcome<S>[] = [];
  for (const wave of plan.waves) {
    const finished = await eachAtMost(concurrency, wave, async (planned): Promise<Outcome<S>> => {
      const missing = missingFor(planned, unfinishedSteps);
      const [lacking] = missing.values();
      const rest = lacking && without?.(planned, new Set(missing.keys()));
      const step = rest === undefined || rest === 'nothing' ? planned : rest;
      if (rest === 'nothing') spared.add(step.resource);
      if (rest !== undefined && lacking !== undefined) partialSteps.set(step.resource, lacking);
      const outcome =
        consequence(step, unfinishedSteps) ??
        (isReplaced(step) ? consequence(step, partialSteps) : undefined) ??
        stopped(step, stop) ??
        (await attempt(step, perform, unfinished, onStart));
      onOutcome?.(outcome);
      return outcome;
    });
    for (const { step, ...outcome } of finished) {
      if (outcome.outcome !== 'failed' && outcome.outcome !== 'skipped' && outcome.outcome !== 'inUse') continue;
      if (!spared.has(step.resource)) unfinishedSteps.set(step.resource, { ports: step.ports, outcome });
      for (const port of step.ports) unfinished.add(port);
    }
    outcomes.push(...finished);
  }
  return { outcomes, notices: plan.notices };
}

/** A step that did not succeed. */
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
    if (step.verb === 'watch' && cause instanceof StoppedError) return { step, outcome: 'skipped', error };
    return step.verb === 'delete' && isInUse(cause)
      ? { step, outcome: 'inUse', refusal: error }
      : { step, outcome: 'failed', error };
  }
}

function stopped<S extends Step>(step: S, stop: AbortSignal | undefined): Outcome<S> | undefined {
  // What was changed is watched, or put back where nobody watches it to the end.
  if (step.verb === 'watch') return undefined;
  return stop?.aborted ? { step, outcome: 'skipped', error: new StepError(step, new StoppedError()) } : undefined;
}

/** The outcome of a step whose needs are not met; `undefined` if it can be tried. */
function consequence<S extends Step>(
  step: S,
  unfinishedSteps: ReadonlyMap<string, Unfinished>,
): Outcome<S> | undefined {
  const [missing] = missingFor(step, unfinishedSteps).values();
  if (missing === undefined) return undefined;
  const { outcome } = missing;
  return outcome.outcome === 'inUse' ? { step, ...outcome } : { step, outcome: 'skipped', error: outcome.error };
}

/** What a step needs of which a step did not succeed, by path. */
function missingFor(step: Step, unfinishedSteps: ReadonlyMap<string, Unfinished>): ReadonlyMap<string, Unfinished> {
  const missing = new Map<string, Unfinished>();
  for (const resource of step.needs) {
    const each = unfinishedSteps.get(resource);
    if (each === undefined) continue;
    // A group that failed to name one port still serves the others. What replaces a backend service may have another port.
    if (isReplaced(step) || each.ports.some((port) => step.ports.includes(port))) missing.set(resource, each);
  }
  return missing;
}

const isReplaced = ({ verb, collection }: Step): boolean => verb === 'delete' && collection === 'backendServices';
