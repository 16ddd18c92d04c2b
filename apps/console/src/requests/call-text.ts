import type { CallRecord } from '@gcepool/sim';

/** Whether a call has all words of a search in what is shown of it, in any case. */
export function isMatch(call: CallRecord, search: string): boolean {
  const { method = '', httpMethod, path, user, status, reason = '', fault = '' } = call;
  const text = [method, httpMethod, path, user, status, reason, fault].join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
