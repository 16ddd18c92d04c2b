import type { Notice, Outcome, Step, StepError } from '@gcepool/core';
import { oneLine } from '../one-line.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** One line for each step of a plan: what, on which resource, why. */
export const stepLines = (steps: readonly Step[], style: Style): string[] =>
  table(
    steps.map((step) => [verb(step, style), shortResource(step), style.dim(step.reason)]),
    '  ',
  );

/** One line for each thing that is left as it is. */
export const noticeLines = (notices: readonly Notice[]): string[] =>
  notices.map(({ about, message }) => `  left: ${about} ${message}`);

/** One line for each step that was tried or given up: what became of it. */
export const outcomeLines = (outcomes: readonly Outcome[], style: Style): string[] =>
  table(
    outcomes.map((outcome) => [
      word(outcome, style),
      verb(outcome.step, style),
      shortResource(outcome.step),
      style.dim(oneLine(said(outcome))),
    ]),
    '  ',
  );

/** The same in sums: how many steps of a kind came to what. */
export function outcomeSums(outcomes: readonly Outcome[], style: Style): string[] {
  const sums = new Map<string, { readonly first: Outcome; count: number }>();
  for (const outcome of outcomes) {
    const kind = [outcome.outcome, outcome.step.verb, outcome.step.collection].join(' ');
    const sum = sums.get(kind);
    if (sum) sum.count += 1;
    else sums.set(kind, { first: outcome, count: 1 });
  }
  return table(
    [...sums.values()].map(({ first, count }) => [
      word(first, style),
      verb(first.step, style),
      `${count} ${first.step.collection}`,
    ]),
    '  ',
  );
}

function word(outcome: Outcome, style: Style): string {
  if ('error' in outcome) return style.bad(outcome.outcome);
  return outcome.outcome === 'inUse' ? style.strong(outcome.outcome) : style.good(outcome.outcome);
}

/** Why a step came to nothing, or else why it was taken. */
function said(outcome: Outcome): string {
  if ('error' in outcome) return outcome.error.message;
  return 'refusal' in outcome && outcome.refusal !== undefined
    ? whyInUse(outcome.step, outcome.refusal)
    : outcome.step.reason;
}

/** GCE names who uses a resource in the middle of a sentence. */
function whyInUse({ resource }: Step, { step, message }: StepError): string {
  if (step.resource !== resource) return `stays with ${shortResource(step)}`;
  const [, user] = /being used by '(?:projects\/[^/]+\/)?([^']+)'/.exec(message) ?? [];
  return user === undefined ? message : `stays, for ${user} uses it`;
}

function verb(step: Step, style: Style): string {
  if (step.verb === 'create' || step.verb === 'addInstances') return style.good(step.verb);
  return step.verb === 'delete' || step.verb === 'removeInstances' ? style.bad(step.verb) : style.strong(step.verb);
}

const shortResource = (step: Step): string => step.resource.replace(/^(?:global|zones)\//, '');
