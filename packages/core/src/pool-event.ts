import type { RetriedCall } from './calls/caller.ts';
import type { ExecutionEvent } from './execute/execution-event.ts';
import type { PoolStep } from './plan/step.ts';

/** An event of a pool, for logs and counters. */
export type PoolEvent =
  | ExecutionEvent
  /** A call failed in a transient way, and is about to be retried; without `step` if it is not part of one. */
  | ({ readonly type: 'callRetried'; readonly step?: PoolStep } & RetriedCall);
