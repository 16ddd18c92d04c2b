import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Whether a request shows a token, as `Authorization: Bearer TOKEN`. */
export function tokenCheck(token: string): (request: IncomingMessage) => boolean {
  const expected = digestOf(`Bearer ${token}`);
  return ({ headers }) => timingSafeEqual(digestOf(headers.authorization ?? ''), expected);
}

/** Whether two tokens are the same, which takes as long whether or not they are. */
export const isSameToken = (one: string, other: string): boolean => timingSafeEqual(digestOf(one), digestOf(other));

/** Digests have one length, as a comparison in constant time needs them. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
