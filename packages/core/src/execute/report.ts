import { PortError } from './port-error.ts';
import type { Notice, Step } from '../plan/step.ts';
import type { StepError } from './step-error.ts';

/**
 * Outcome of a step:
 * - `done`: the cloud did it;
 * - `adopted`: the cloud refused it for a conflict; what others had made was read again and brought to the desired state;
 * - `absent`: the resource to be deleted was already absent;
 * - `inUse`: the cloud refused to delete a resource in use; `refusal` says what uses it;
 * - `failed`: `error` says why;
 * - `skipped`: not tried; `error` is the failure of a step it needs, or that the pool is being stopped.
 */
export type Outcome<S extends Step = Step> =
  | { readonly step: S; readonly outcome: 'done' | 'adopted' | 'absent' }
  | { readonly step: S; readonly outcome: 'inUse'; readonly refusal?: StepError }
  | { readonly step: S; readonly outcome: 'failed' | 'skipped'; readonly error: StepError };

/** The outcomes that count as success. */
export type Success = Exclude<Outcome['outcome'], 'failed' | 'skipped'>;

/** Outcome of a plan. */
export interface Report<S extends Step = Step> {
  /** One for each step, in the order of the plan. */
  readonly outcomes: readonly Outcome<S>[];
  /** What the plan leaves unchanged on purpose. */
  readonly notices: readonly Notice[];
}

/** The failed steps of a report, each once. */
export function failures(report: Report): StepError[] {
  return report.outcomes.flatMap((outcome) => (outcome.outcome === 'failed' ? [outcome.error] : []));
}

/** The ports a report leaves not as desired, in ascending order, each with the failures that concern it. */
export function portErrors(report: Report): PortError[] {
  const errors = new Map<number, Set<StepError>>();
  for (const outcome of report.outcomes) {
    if (!('error' in outcome)) continue;
    for (const nodePort of outcome.step.ports) {
      errors.set(nodePort, (errors.get(nodePort) ?? new Set()).add(outcome.error));
    }
  }
  return [...errors].toSorted(([a], [b]) => a - b).map(([nodePort, causes]) => new PortError(nodePort, [...causes]));
}

/** The ports that were to be deleted and are still there because something uses them, each with what the cloud said. */
export function portsInUse(report: Report): PortError[] {
  const errors = new Map<number, Set<StepError>>();
  for (const outcome of report.outcomes) {
    if (outcome.outcome !== 'inUse' || outcome.refusal === undefined) continue;
    for (const nodePort of outcome.step.ports) {
      errors.set(nodePort, (errors.get(nodePort) ?? new Set()).add(outcome.refusal));
    }
  }
  return [...errors].toSorted(([a], [b]) => a - b).map(([nodePort, causes]) => new PortError(nodePort, [...causes]));
}
