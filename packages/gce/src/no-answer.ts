import { GceError } from './gce-error.ts';
import type { Subject } from './refusal.ts';

/** The error for a call that this side gave up: its time was over, or a signal of the caller's aborted. */
export function abortedCall(subject: Subject, signal: AbortSignal, isSent: boolean): GceError {
  const cause: unknown = signal.reason;
  const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
  const why = isTimeout ? 'the time for it is over (requestTimeoutMs, operationTimeoutMs)' : 'aborted by the caller';
  const detail = `${why}; ${isSent ? 'it may still be carried out' : 'nothing was sent'}`;
  return new GceError({ ...subject, code: 0, reason: isTimeout ? 'timeout' : 'aborted', detail, cause });
}

/** The error for a request that left and to which no complete answer came. */
export function noAnswer(subject: Subject, cause: unknown): GceError {
  const detail = `no answer came: ${rootMessage(cause)}; the request may have been carried out`;
  return new GceError({ ...subject, code: 0, reason: 'noAnswer', detail, cause });
}

/** The error for a request that never left. */
export function notSent(subject: Subject, cause: unknown): GceError {
  const detail =
    `nothing was sent: ${rootMessage(cause)}. If credentials are the trouble: pass \`auth\`, set GOOGLE_APPLICATION_CREDENTIALS ` +
    `or run \`gcloud auth application-default login\`; a simulator needs none when passed as \`fetch\` or \`endpoint\``;
  return new GceError({ ...subject, code: 0, reason: 'notSent', detail, cause });
}

/** The error for a 2xx whose body is not JSON. */
export function malformedAnswer(subject: Subject, status: number): GceError {
  const detail = `an answer of ${status} came whose body is not JSON: what answers here is not the Compute API`;
  return new GceError({ ...subject, code: 0, reason: 'malformedAnswer', detail });
}

/** The words of the innermost cause: the outer ones are wrappers of the client's layers. */
function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return rootMessage(error.cause);
  // A refusal on both IPv4 and IPv6 is an AggregateError without words of its own.
  if (error instanceof AggregateError) return error.errors.map(rootMessage).join(', ');
  return error.message;
}
