import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Whether a request shows a token, as `Authorization: Bearer TOKEN`. */
export function tokenCheck(token: string): (request: IncomingMessage) => boolean {
  const expected = digestOf(`Bearer ${token}`);
  return ({ headers }) => timingSafeEqual(digestOf(headers.authorization ?? ''), expected);
}

/** Digests have one length, as a comparison in constant time needs them. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
