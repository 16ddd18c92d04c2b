import type { Outcome } from '@gcepool/core';

/** How many changes came to what. */
export interface OutcomeSum {
  readonly planned: number;
  /** Done, or what others had made was brought to the desired state. */
  readonly made: number;
  /** Left because others use the resource. */
  readonly inUse: number;
  /** What was to be deleted was gone already. */
  readonly absent: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts outcomes: to look is no change, and what was put back afterwards is none. Pure. */
export function outcomeSum(all: readonly Outcome[]): OutcomeSum {
  const isFailedWatch = ({ step, outcome }: Outcome): boolean => step.verb === 'watch' && outcome === 'failed';
  const putBack = new Set(all.filter((each) => isFailedWatch(each)).map(({ step }) => step.resource));
  const outcomes = all.filter((each) =>
    each.step.verb === 'watch'
      ? isFailedWatch(each)
      : !(each.step.verb === 'update' && putBack.has(each.step.resource)),
  );
  const count = (...kinds: readonly Outcome['outcome'][]): number =>
    outcomes.filter(({ outcome }) => kinds.includes(outcome)).length;
  return {
    planned: outcomes.length,
    made: count('done', 'adopted'),
    inUse: count('inUse'),
    absent: count('absent'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
}

/** `5 of 7 changes made, 1 in use, 1 not tried`: what came to nothing is named by its kind. Pure. */
export function sumText({ planned, made, ...others }: OutcomeSum): string {
  if (planned === 0) return 'nothing was changed';
  const rest = [
    [others.inUse, 'in use'],
    [others.absent, 'already absent'],
    [others.failed, 'failed'],
    [others.skipped, 'not tried'],
  ] as const;
  const named = rest.flatMap(([count, what]) => (count === 0 ? [] : [`, ${count} ${what}`]));
  return `${made} of ${planned} changes made${named.join('')}`;
}
