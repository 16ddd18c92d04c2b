import type { CallRecord } from '@gcepool/sim';
import { plainStyle } from '../output/style.ts';
import type { Style } from '../output/style.ts';

/** One form of the log of calls. */
export type LogForm = 'json' | 'text';
export const LOG_FORMS: readonly LogForm[] = ['text', 'json'];

/** A call as a line: when (in the simulator's time), status, verb, method, resource, caller, and what went wrong. JSON has no style. */
export function callLine(call: CallRecord, form: LogForm, style: Style = plainStyle): string {
  if (form === 'json') return JSON.stringify({ ...call, time: timeOf(call) });
  const { status, httpMethod, method = '-', path, user, reason, fault } = call;
  const isWell = status >= 200 && status < 400;
  const wrong = [reason, fault === undefined ? undefined : `fault=${fault}`].filter((one) => one !== undefined);
  const words = [
    style.dim(timeOf(call)),
    (isWell ? style.good : style.bad)(String(status)),
    plain(httpMethod),
    style.strong(plain(method)),
    plain(path),
    plain(user),
    ...wrong.map((word) => style.bad(plain(word))),
  ];
  return words.join(' ');
}

const timeOf = ({ time }: CallRecord): string => new Date(time).toISOString();

/** What clients send shall neither end the line nor move a terminal's cursor. */
const plain = (word: string): string => word.replaceAll(/[\s\p{Cc}]/gu, '?');
