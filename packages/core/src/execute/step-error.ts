import { StoppedError } from '../calls/stopped-error.ts';
import { codeOf, messageOf } from '../cloud/cloud-error.ts';
import type { Step } from '../plan/step.ts';

/** A step that failed: names what was tried, on which resource, and why. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly step: Step;
  /** HTTP status of the cloud's refusal, where it was one. */
  readonly code: number | undefined;

  constructor(step: Step, cause: unknown) {
    // Of a call that is not repeated, the first attempt was made.
    const isUntried = cause instanceof StoppedError && cause.cause === undefined;
    super(`${step.verb} ${step.resource} ${isUntried ? 'was not begun' : 'failed'}: ${messageOf(cause)}`, { cause });
    this.step = step;
    this.code = codeOf(cause);
  }
}
