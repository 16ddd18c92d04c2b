import type { Plan, PoolStep } from '../plan/step.ts';
import type { Outcome } from './report.ts';

/** An event of carrying out a plan, for logs and counters. */
export type ExecutionEvent =
  /** A plan was made and is about to be carried out. */
  | { readonly type: 'planned'; readonly plan: Plan<PoolStep> }
  /** An existing resource is not as desired: `step` is to repair it. */
  | { readonly type: 'driftFound'; readonly step: PoolStep }
  /** A step starts. */
  | { readonly type: 'stepStarted'; readonly step: PoolStep }
  /** A step has ended, or was skipped. */
  | { readonly type: 'stepFinished'; readonly outcome: Outcome<PoolStep> };
