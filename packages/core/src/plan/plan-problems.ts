import { RejectedPortError } from '../ports/rejected-port-error.ts';
import type { PoolPlan } from './pool-plan.ts';
import { RemovalCapError } from './removal-cap.ts';

/** What a plan leaves undone although it was asked for, as errors. */
export function planProblems({ refused, capped }: Pick<PoolPlan, 'refused' | 'capped'>): Error[] {
  return [
    ...refused.map(({ nodePort, message }) => new RejectedPortError(nodePort, message)),
    ...(capped === undefined ? [] : [new RemovalCapError(capped)]),
  ];
}
