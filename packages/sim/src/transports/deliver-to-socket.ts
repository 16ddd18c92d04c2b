import type { ServerResponse } from 'node:http';
import type { HttpAnswer } from '../http/http-answer.ts';
import { LOOK_MS } from '../http/http-answer.ts';

/** Sends an answer, or does to it what its delivery says. A text leaves together with the headers, which is half the work. */
export function deliverToSocket(response: ServerResponse, answer: HttpAnswer): void {
  const delayMs = answer.delivery?.delayMs;
  if (delayMs === undefined) {
    write(response, answer);
    return;
  }
  const { changed } = answer;
  const stop = (): void => {
    clearTimeout(timer);
    clearInterval(looks);
  };
  const timer = setTimeout(() => {
    stop();
    write(response, answer);
  }, delayMs);
  const looks =
    changed &&
    setInterval(() => {
      const next = changed();
      if (next === undefined) return;
      stop();
      deliverToSocket(response, next);
    }, LOOK_MS);
  // Nobody waits any longer, or the server stops.
  response.once('close', stop);
}

function write(response: ServerResponse, { status, headers, body, delivery }: HttpAnswer): void {
  if (delivery?.reset === true) {
    response.socket?.resetAndDestroy();
    return;
  }
  const length = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, 'content-length': length });
  const end = delivery?.truncateAt;
  if (end === undefined || end >= length) {
    response.end(body);
    return;
  }
  response.flushHeaders();
  // What is written must have left before the socket goes, and an empty chunk is never written.
  if (end === 0) setImmediate(() => response.destroy());
  else response.write(Buffer.from(body).subarray(0, end), () => response.destroy());
}
