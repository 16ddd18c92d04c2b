import { RejectedPortError } from '../ports/rejected-port-error.ts';
import type { PoolPlan } from './pool-plan.ts';
import { RemovalCapError } from './removal-cap.ts';
import { UnreachableScopeError } from './unreachable-scope-error.ts';

/** What was asked for and is not in the plan, as errors. */
export function planProblems({
  refused,
  capped,
  unreachable = [],
}: Pick<PoolPlan, 'refused' | 'capped' | 'unreachable'>): Error[] {
  return [
    ...refused.map(({ nodePort, message }) => new RejectedPortError(nodePort, message)),
    ...unreachable.map((scope) => new UnreachableScopeError(scope)),
    ...(capped === undefined ? [] : [new RemovalCapError(capped)]),
  ];
}
