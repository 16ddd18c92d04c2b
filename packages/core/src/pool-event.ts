import type { RetriedCall } from './calls/caller.ts';
import type { ExecutionEvent } from './execute/execution-event.ts';
import type { PoolStep } from './plan/step.ts';

/** What a pool tells while it works, for logs and counters. */
export type PoolEvent =
  | ExecutionEvent
  /** A call failed in a way that passes, and is about to be made again; without `step` where it is no part of one. */
  | ({ readonly type: 'callRetried'; readonly step?: PoolStep } & RetriedCall);
