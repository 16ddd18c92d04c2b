import { RejectedPortError } from '../ports/rejected-port-error.ts';
import type { PoolPlan } from './pool-plan.ts';
import { RemovalCapError } from './removal-cap.ts';

/** What was asked for and is not in the plan, as errors. */
export function planProblems({ refused, capped }: Pick<PoolPlan, 'refused' | 'capped'>): Error[] {
  return [
    ...refused.map(({ nodePort, message }) => new RejectedPortError(nodePort, message)),
    ...(capped === undefined ? [] : [new RemovalCapError(capped)]),
  ];
}
