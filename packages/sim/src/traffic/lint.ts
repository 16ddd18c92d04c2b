import type { LintFinding } from './lint-finding.ts';
import { findIgnored } from './lint-ignored.ts';
import { findHotPolling } from './lint-hot-polling.ts';
import { findOperationsNotAwaited } from './lint-operations.ts';
import { findPagesNotFollowed } from './lint-pages.ts';
import { findRateLimits } from './lint-rate-limits.ts';
import { findWritesWithoutFingerprint } from './lint-fingerprints.ts';
import type { LoggedCall } from './logged-call.ts';
import { readFields, readWhole } from '../read-fields.ts';

export type { LintFinding } from './lint-finding.ts';

export interface LintOptions {
  /** Only calls after this mark. Default: all that are remembered. */
  readonly since?: number;
  /** How many times in a row a running operation may be asked for. Default: 10. */
  readonly polls?: number;
}

/** What is to be said against the habits of those who made some calls, in the order of the first call it is about. */
export function lint(calls: readonly LoggedCall[], options: LintOptions): readonly LintFinding[] {
  const { polls = 10 } = readFields(options, 'The options of lint', ['since', 'polls']);
  return [
    ...findWritesWithoutFingerprint(calls),
    ...findPagesNotFollowed(calls),
    ...findOperationsNotAwaited(calls),
    ...findHotPolling(calls, readWhole(polls, 'polls', 1, Number.MAX_SAFE_INTEGER)),
    ...findRateLimits(calls),
    ...findIgnored(calls),
  ].toSorted((a, b) => (a.calls[0] ?? 0) - (b.calls[0] ?? 0));
}
