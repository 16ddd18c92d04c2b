import type { Send } from './api-client.ts';
import type { Call } from './call.ts';
import { GceError } from './gce-error.ts';
import { objectOr, stringOr } from './json.ts';
import { abortedCall } from './no-answer.ts';
import { operationFailure, type Subject } from './refusal.ts';

const PAUSE_MS = 1_000;

/** A change that GCE accepted, and the means to see it through. */
export interface Accepted {
  /** The operation with which GCE answered. */
  readonly operation: unknown;
  /** The call that made the change. */
  readonly subject: Subject;
  readonly signal: AbortSignal;
  readonly send: Send;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Resolves when the operation is DONE. `wait` answers after 2 minutes at the latest and promises nothing about when it
 * answers before that, so an operation that is not DONE is waited for again, after a pause.
 *
 * @throws GceError if the operation failed, if its outcome cannot be learnt, or when `signal` aborts.
 */
export async function waitForOperation({ operation, subject, signal, send, sleep }: Accepted): Promise<void> {
  const call = waitCall(operation, subject);
  let current = operation;
  for (let waits = 0; objectOr(current)['status'] !== 'DONE'; waits += 1) {
    if (waits > 0) await pause(subject, signal, sleep);
    current = await send(call, signal).catch((error: unknown) => {
      throw outcomeUnknown(error, subject);
    });
  }
  const failure = operationFailure(subject, current);
  if (failure !== undefined) throw failure;
}

/** The wait for an operation, which lives where its resource does. */
function waitCall(operation: unknown, subject: Subject): Call {
  const { name, zone, region } = objectOr(operation);
  if (typeof name !== 'string') {
    const detail = 'the answer names no operation: what answers here is not the Compute API';
    throw new GceError({ ...subject, code: 0, reason: 'malformedAnswer', detail });
  }
  const [zoneName, regionName] = [zone, region].map((link) => stringOr(link)?.split('/').at(-1));
  const wait = { verb: 'wait', path: `operations/${name}`, parameters: { operation: name } } as const;
  if (zoneName !== undefined) return within(wait, 'zoneOperations', `zones/${zoneName}`, { zone: zoneName });
  if (regionName !== undefined)
    return within(wait, 'regionOperations', `regions/${regionName}`, { region: regionName });
  return within(wait, 'globalOperations', 'global', {});
}

/** A call below a scope. */
function within(
  call: Omit<Call, 'collection'>,
  collection: Call['collection'],
  scope: string,
  parameters: NonNullable<Call['parameters']>,
): Call {
  return { ...call, collection, path: `${scope}/${call.path}`, parameters: { ...parameters, ...call.parameters } };
}

async function pause(subject: Subject, signal: AbortSignal, sleep: Accepted['sleep']): Promise<void> {
  try {
    await sleep(PAUSE_MS, signal);
  } catch (error) {
    if (signal.aborted) throw abortedCall(subject, signal, true);
    throw error;
  }
}

/**
 * A failed wait, told as a failure of the change it was for. A refusal such as 404 is about the operation: passed on as it is,
 * it would read as the absence of the resource, and `notSent` as if the change had not been made.
 */
function outcomeUnknown(error: unknown, subject: Subject): unknown {
  if (!(error instanceof GceError)) return error;
  const { code, reason } = error;
  const isPlain =
    code === 0 ? reason === 'timeout' || reason === 'aborted' : code >= 500 || [401, 403, 429].includes(code);
  const detail = `accepted, but its outcome is unknown, because of ${error.message}`;
  const told = isPlain ? { code, reason } : { code: 0, reason: 'outcomeUnknown' };
  return new GceError({ ...subject, ...told, detail, cause: error });
}
