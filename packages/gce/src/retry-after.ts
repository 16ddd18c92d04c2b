import type { Answer } from './exchange.ts';
import { listOr, objectOr, stringOr } from './json.ts';

/**
 * How long an answer asks to be left alone, in milliseconds: by its header (RFC 9110, section 10.2.3) or its `google.rpc.RetryInfo`.
 * A date counts from that of the answer, which was written by the same clock.
 */
export function retryAfterMsOf({ retryAfter = '', date = '' }: Answer, details: unknown): number | undefined {
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter) * 1_000;
  const until = Date.parse(retryAfter) - Date.parse(date);
  if (!Number.isNaN(until)) return Math.max(0, until);
  const delay = listOr(details)
    .map((detail) => stringOr(objectOr(detail)['retryDelay']))
    .find(Boolean);
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(delay ?? '') ?? [];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1_000);
}
