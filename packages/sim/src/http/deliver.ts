import type { Delivery } from '../api/response.ts';
import type { HttpAnswer } from './http-answer.ts';
import { LOOK_MS } from './http-answer.ts';

/** What `fetch` throws when the server resets the connection: the error that Node's own throws. */
const connectionReset = (): TypeError =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }),
  });

/** Whether an error is that of a connection that was reset. */
export const isConnectionReset = (error: unknown): boolean =>
  error instanceof TypeError && (error.cause as { code?: unknown } | undefined)?.code === 'ECONNRESET';

/** Gives an answer to a client of `fetch`, or does to it what its delivery says. */
export async function deliver(answer: HttpAnswer, signal: AbortSignal | null | undefined): Promise<Response> {
  const { status, headers, body, delivery } = answer;
  if (delivery === undefined) return new Response(body === '' ? null : body, { status, headers });
  if (delivery.delayMs !== undefined) {
    const changed = await delay(delivery.delayMs, signal, answer.changed);
    if (changed !== undefined) return deliver(changed, signal);
  }
  if (delivery.reset === true) throw connectionReset();
  return new Response(body === '' ? null : truncated(body, delivery), { status, headers });
}

/** A body that breaks off after so many bytes; one that is not longer arrives whole. */
function truncated(
  body: string | Uint8Array,
  { truncateAt }: Delivery,
): string | Uint8Array | ReadableStream<Uint8Array> {
  if (truncateAt === undefined) return body;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  if (bytes.length <= truncateAt) return body;
  let isSent = truncateAt === 0;
  return new ReadableStream({
    // One chunk for each pull: an error would take back what is only queued.
    pull(controller) {
      if (isSent) controller.error(terminated());
      // A copy: who reads a chunk may write to it, and others are answered with the same bytes.
      else controller.enqueue(bytes.slice(0, truncateAt));
      isSent = true;
    },
  });
}

const terminated = (): TypeError =>
  new TypeError('terminated', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  });

/** Waits in real time, until the client gives up, or until there is another answer, which is the result. */
function delay(
  ms: number,
  signal: AbortSignal | null | undefined,
  changed: HttpAnswer['changed'],
): Promise<HttpAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      clearInterval(looks);
      signal?.removeEventListener('abort', giveUp);
    };
    const giveUp = (): void => {
      stop();
      // What `fetch` rejects with is what the signal says, whatever it is.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      reject(signal?.reason);
    };
    const end = (next?: HttpAnswer): void => {
      stop();
      resolve(next);
    };
    const timer = setTimeout(end, ms);
    const looks =
      changed &&
      setInterval(() => {
        const next = changed();
        if (next !== undefined) end(next);
      }, LOOK_MS);
    if (signal?.aborted === true) giveUp();
    else signal?.addEventListener('abort', giveUp, { once: true });
  });
}
