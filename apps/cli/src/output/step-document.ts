import type { Outcome, Step } from '@gcepool/core';

/** A step as `--output json` prints it: its data without what only the executor needs. */
export function stepDocument(step: Step): object {
  return {
    verb: step.verb,
    resource: step.resource,
    reason: step.reason,
    ports: step.ports,
    ...('instances' in step && { instances: step.instances }),
    ...('before' in step && { before: step.before }),
    ...('after' in step && { after: step.after }),
  };
}

/** A step and what became of it. */
export const outcomeDocument = (outcome: Outcome): object => ({
  outcome: outcome.outcome,
  ...('error' in outcome && { error: outcome.error.message }),
  ...('refusal' in outcome && { refusal: outcome.refusal.message }),
  ...stepDocument(outcome.step),
});
