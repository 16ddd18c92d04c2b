import { planProblems } from '@gcepool/core/internal';
import { RemovalCapError } from '@gcepool/core';
import type { Notice, PoolPlan, Step } from '@gcepool/core';

/** What a command would do. */
export interface Planned {
  /** One after the other; the steps of a wave in any order. */
  readonly waves: readonly (readonly Step[])[];
  readonly notices: readonly Notice[];
  /** What was asked for and would not be done. */
  readonly problems: readonly Error[];
}

/** Plans one after the other as one: those of pools, then that of the members of groups. */
export function joined(
  plans: readonly (PoolPlan | undefined)[],
  members?: {
    readonly waves: readonly (readonly Step[])[];
    readonly notices: readonly Notice[];
    readonly problems: readonly Error[];
    readonly capped?: string;
  },
): Planned {
  const known = plans.filter((each) => each !== undefined);
  const all = [...known, members].filter((each) => each !== undefined);
  return {
    waves: all.flatMap(({ waves }): readonly (readonly Step[])[] => waves),
    notices: all.flatMap(({ notices }) => notices),
    problems: [
      ...known.flatMap((each) => planProblems(each)),
      ...(members?.problems ?? []),
      ...(members?.capped === undefined ? [] : [new RemovalCapError(members.capped)]),
    ],
  };
}
