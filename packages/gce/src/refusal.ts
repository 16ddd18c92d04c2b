import type { Answer } from './exchange.ts';
import { GceError } from './gce-error.ts';
import { listOr, objectOr, parseJson, stringOr } from './json.ts';
import { reasonOfOperationErrorCode } from './reason.ts';
import { retryAfterMsOf } from './retry-after.ts';

/** What a call is, for the errors about it. */
export interface Subject {
  readonly method: string;
  readonly resource: string;
}

/** The error for an HTTP answer that is not 2xx. */
export function refusal(subject: Subject, answer: Answer, cause: unknown): GceError {
  const error = objectOr(objectOr(parseJson(answer.text))['error']);
  // The front end of the API names some refusals in `details` alone, in capitals.
  const reason =
    reasonOf(listOr(error['errors'])) ?? optional(reasonOf(listOr(error['details'])), reasonOfOperationErrorCode);
  const said = stringOr(error['message']) ?? excerpt(answer.text);
  const detail = `GCE answered ${[answer.status, reason].filter(Boolean).join(' ')}${said === '' ? '' : `: ${said}`}`;
  const retryAfterMs = retryAfterMsOf(answer, error['details']);
  return new GceError({ ...subject, code: answer.status, reason, retryAfterMs, detail, cause });
}

/** The error for an operation that is DONE and failed, or undefined if it succeeded. */
export function operationFailure(subject: Subject, operation: unknown): GceError | undefined {
  const { error, httpErrorStatusCode, httpErrorMessage, name } = objectOr(operation);
  if (error === undefined && httpErrorStatusCode === undefined) return undefined;
  const errors = listOr(objectOr(error)['errors']).map(objectOr);
  const operationErrorCode = stringOr(errors[0]?.['code']);
  const reason = optional(operationErrorCode, reasonOfOperationErrorCode);
  // Every recorded failure has a status; one without is of the server's making.
  const code = typeof httpErrorStatusCode === 'number' ? httpErrorStatusCode : 500;
  const said = errors.flatMap((one) => stringOr(one['message']) ?? []).join('; ') || stringOr(httpErrorMessage);
  const detail = `operation ${stringOr(name)} failed with ${[code, reason].filter(Boolean).join(' ')}: ${said}`;
  return new GceError({ ...subject, code, reason, operationErrorCode, detail, cause: operation });
}

function reasonOf(items: readonly unknown[]): string | undefined {
  return items.map((item) => stringOr(objectOr(item)['reason'])).find(Boolean);
}

function optional(value: string | undefined, map: (value: string) => string): string | undefined {
  return value === undefined ? undefined : map(value);
}

/** The beginning of an error page, tags left out: what a proxy or the front end says in place of JSON. */
function excerpt(page: string): string {
  const text = page
    .replace(/<(style|script|title)[^>]*>[\s\S]*?<\/\1>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
