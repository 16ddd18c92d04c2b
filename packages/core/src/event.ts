import type { RetriedCall } from './calls/caller.ts';
import type { Outcome } from './report.ts';
import type { Plan, PoolStep } from './step.ts';

/** What a pool tells while it works, for logs and counters. */
export type PoolEvent =
  /** It knows what it is going to do. */
  | { readonly type: 'planned'; readonly plan: Plan<PoolStep> }
  /** Something it had made, or adopted, is not as wanted: `step` is to repair it. */
  | { readonly type: 'driftFound'; readonly step: PoolStep }
  /** It begins a step. */
  | { readonly type: 'stepStarted'; readonly step: PoolStep }
  /** A call failed in a way that passes, and is about to be made again; without `step` while it observes. */
  | ({ readonly type: 'stepRetried'; readonly step?: PoolStep } & RetriedCall)
  /** It knows what became of a step, failures included. */
  | { readonly type: 'stepFinished'; readonly outcome: Outcome<PoolStep> }
  /** A snapshotter could not list backend services to find leftovers; it goes on with what it knew. */
  | { readonly type: 'relistFailed'; readonly error: unknown };
