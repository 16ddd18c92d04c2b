import { conditionNotMet, Refusal } from '../kernel/refusal.ts';
import type { ApiResponse } from '../api/response.ts';
import { refused } from '../api/response.ts';
import { readFields, readText, readWhole } from '../read-fields.ts';
import { own } from '../kernel/own.ts';

/** An HTTP error, in GCE's shape. */
export interface FaultError {
  /** HTTP status, from 400 to 599. */
  readonly code: number;
  /** GCE's word, such as `backendError`. Default: the usual one with the code. */
  readonly reason?: string;
  /** Default: the usual one with the code. */
  readonly message?: string;
  /** A page of HTML in place of JSON, as Google's front ends answer at their worst. Default: false. */
  readonly html?: boolean;
}

/** What usually comes with a status; `status` is the word that answers of the front end carry, and no others do. */
interface Usual {
  readonly reason: string;
  readonly message: string;
  readonly status?: string;
}

const USUAL: Readonly<Record<number, Usual>> = {
  400: { reason: 'invalid', message: 'Invalid value.' },
  401: { reason: 'authError', message: 'Invalid Credentials', status: 'UNAUTHENTICATED' },
  403: { reason: 'forbidden', message: 'Forbidden' },
  404: { reason: 'notFound', message: 'Not Found' },
  409: { reason: 'alreadyExists', message: 'Conflict' },
  412: { reason: 'conditionNotMet', message: 'Precondition Failed' },
  429: { reason: 'rateLimitExceeded', message: 'Rate Limit Exceeded', status: 'RESOURCE_EXHAUSTED' },
  499: { reason: 'cancelled', message: 'The operation was cancelled.', status: 'CANCELLED' },
  500: { reason: 'backendError', message: 'Internal error encountered.', status: 'INTERNAL' },
  501: { reason: 'notImplemented', message: 'Not implemented.', status: 'UNIMPLEMENTED' },
  502: { reason: 'badGateway', message: 'Bad Gateway', status: 'UNAVAILABLE' },
  503: { reason: 'backendError', message: 'The service is currently unavailable.', status: 'UNAVAILABLE' },
  504: {
    reason: 'gatewayTimeout',
    message: 'Deadline expired before operation could complete.',
    status: 'DEADLINE_EXCEEDED',
  },
};

const OTHER_4XX: Usual = { reason: 'badRequest', message: 'Bad Request' };
const OTHER_5XX: Usual = { reason: 'backendError', message: 'Internal error encountered.', status: 'INTERNAL' };

/** @throws TypeError for what is no error, naming the field */
export function readFaultError(value: unknown): ApiResponse {
  const fields = readFields(value, 'fault.error', ['code', 'reason', 'message', 'html']);
  const code = readWhole(fields['code'], 'fault.error.code', 400, 599);
  const usual = USUAL[code] ?? (code < 500 ? OTHER_4XX : OTHER_5XX);
  const { html = false } = fields;
  if (typeof html !== 'boolean') throw new TypeError('fault.error.html must be true or false');
  if (html) {
    for (const name of ['reason', 'message']) {
      if (own(fields, name) !== undefined) throw new TypeError(`fault.error.${name} has no place in a page of HTML`);
    }
    return { status: code, headers: { 'content-type': 'text/html; charset=UTF-8' }, text: pageOf(code) };
  }
  const reason = fields['reason'] === undefined ? usual.reason : readText(fields['reason'], 'fault.error.reason');
  const message = fields['message'] === undefined ? usual.message : readText(fields['message'], 'fault.error.message');
  if (code === 412 && reason === usual.reason) return refused(conditionNotMet(message));
  return refused(
    new Refusal(code, reason, message, {
      ...(usual.status === undefined ? {} : { frontEndStatus: usual.status }),
      ...(reason.endsWith('LimitExceeded') ? { domain: 'usageLimits' } : {}),
    }),
  );
}

const pageOf = (code: number): string =>
  `<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <title>Error ${code} (${code < 500 ? 'Client' : 'Server'} Error)!!1</title>
  <p><b>${code}.</b> <ins>That’s an error.</ins>
  <p>The server encountered a temporary error and could not complete your request.<p>Please try again in 30 seconds.
`;
