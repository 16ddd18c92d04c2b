import { codeOf, fieldOf, refusalOf } from '../cloud/cloud-error.ts';

/**
 * What to do about a failed call:
 * - `repeat`: retry with the same request id; the cloud may have carried it out already;
 * - `renew`: retry with a new request id, because the cloud has finished with this one;
 * - `giveUp`: it would fail again.
 */
export type RetryAdvice = 'repeat' | 'renew' | 'giveUp';

/** Reasons of an adapter, with code 0, for a change whose outcome is unknown. */
const LOST: ReadonlySet<string | undefined> = new Set(['noAnswer', 'timeout', 'outcomeUnknown']);

/** GCE's words for "too fast": a quota of calls, which is full again in a minute. They come with 403 and with 429. */
const TOO_FAST: ReadonlySet<string | undefined> = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'concurrentLimitExceeded',
]);

/** Quotas that no pause of a minute fills: of resources there may be, and of calls in a day. They come with 403 and with 429. */
const USED_UP: ReadonlySet<string | undefined> = new Set(['quotaExceeded', 'limitExceeded', 'dailyLimitExceeded']);

const TRANSIENT: ReadonlySet<number | undefined> = new Set([408, 500, 502, 503, 504]);

/** Tells transient failures from permanent ones. */
export function retryAdvice(error: unknown): RetryAdvice {
  const code = codeOf(error);
  // An operation that ended keeps its request id, and with it its failure.
  const again = hasOperationEnded(error) ? 'renew' : 'repeat';
  if (isTooFast(error) || TRANSIENT.has(code)) return again;
  if (code === 0 && LOST.has(refusalOf(error))) return 'repeat';
  if (code === 400 && refusalOf(error) === 'resourceNotReady') return 'renew';
  return 'giveUp';
}

/** True if the server asks for fewer calls; a missing permission (also 403) or a used-up quota does not. */
export function isTooFast(error: unknown): boolean {
  const code = codeOf(error);
  if (code === 429) return !USED_UP.has(refusalOf(error));
  return code === 403 && TOO_FAST.has(refusalOf(error));
}

/** How long the server asks to be left alone, in milliseconds, where it says so. */
export function retryAfterOf(error: unknown): number | undefined {
  const ms = fieldOf(error, 'retryAfterMs');
  return typeof ms === 'number' && ms >= 0 ? ms : undefined;
}

function hasOperationEnded(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'operationErrorCode' in error;
}
