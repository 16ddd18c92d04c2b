import { codeOf, messageOf } from '../cloud/cloud-error.ts';
import type { Step } from '../plan/step.ts';

/** A step that failed: names what was tried, on which resource, and why. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly step: Step;
  /** HTTP status of the cloud's refusal, where it was one. */
  readonly code: number | undefined;

  constructor(step: Step, cause: unknown) {
    super(`${step.verb} ${step.resource} failed: ${messageOf(cause)}`, { cause });
    this.step = step;
    this.code = codeOf(cause);
  }
}
