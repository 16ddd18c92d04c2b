import type { Outcome } from './report.ts';
import type { Plan, PoolStep } from './step.ts';

/** What a pool tells while it works, for logs and counters. */
export type PoolEvent =
  /** It knows what it is going to do. */
  | { readonly type: 'planned'; readonly plan: Plan<PoolStep> }
  /** It knows what became of a step. */
  | { readonly type: 'stepFinished'; readonly outcome: Outcome<PoolStep> }
  /** It could not list backend services to find leftovers; it goes on with what it knew, and lists again when next due. */
  | { readonly type: 'relistFailed'; readonly error: unknown };
