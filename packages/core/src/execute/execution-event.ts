import type { Plan, PoolStep } from '../plan/step.ts';
import type { Outcome } from './report.ts';

/** What carrying out a plan tells, for logs and counters. */
export type ExecutionEvent =
  /** It is known what is going to be done. */
  | { readonly type: 'planned'; readonly plan: Plan<PoolStep> }
  /** Something that exists is not as desired: `step` is to repair it. */
  | { readonly type: 'driftFound'; readonly step: PoolStep }
  /** A step begins. */
  | { readonly type: 'stepStarted'; readonly step: PoolStep }
  /** It is known what became of a step, failures included. */
  | { readonly type: 'stepFinished'; readonly outcome: Outcome<PoolStep> };
