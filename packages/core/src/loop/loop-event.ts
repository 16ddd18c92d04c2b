/** An event of a {@link ReconcileLoop}, for logs and counters. */
export type LoopEvent =
  /** A run begins; `reasons` are those of the requests it answers, none where it was simply due. */
  | { readonly type: 'runStarted'; readonly reasons: readonly string[] }
  | { readonly type: 'runFinished'; readonly tookMs: number }
  /** A run failed: the `failures`th in a row. The next one begins after `pauseMs`, or soon after the next request. */
  | { readonly type: 'runFailed'; readonly error: unknown; readonly failures: number; readonly pauseMs: number }
  /** The run under way did not come to its end because the loop was stopped; the next process carries on. */
  | { readonly type: 'runCutShort'; readonly error: unknown }
  /** It was time for a run, and `mayWrite` says that another process does the work. */
  | { readonly type: 'stoodBy' }
  /** The loop has ended; nothing of it is under way any more. */
  | { readonly type: 'stopped' };
