import type { CallRecord } from '@gcepool/sim';

/** One form of the log of calls. */
export type LogForm = 'json' | 'text';
export const LOG_FORMS: readonly LogForm[] = ['text', 'json'];

/** A call as a line: when (in the simulator's time), status, verb, method, resource, caller, and what went wrong. */
export function callLine(call: CallRecord, form: LogForm): string {
  if (form === 'json') return JSON.stringify({ ...call, time: timeOf(call) });
  const { status, httpMethod, method = '-', path, user, reason, fault } = call;
  const wrong = [reason, fault === undefined ? undefined : `fault=${fault}`].filter((one) => one !== undefined);
  return [timeOf(call), status, httpMethod, method, path, user, ...wrong].map((word) => plain(String(word))).join(' ');
}

const timeOf = ({ time }: CallRecord): string => new Date(time).toISOString();

/** What clients send shall neither end the line nor move a terminal's cursor. */
const plain = (word: string): string => word.replaceAll(/[\s\p{Cc}]/gu, '?');
