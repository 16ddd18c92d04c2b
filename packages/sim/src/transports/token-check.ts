import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Whether a request shows a token, as `Authorization: Bearer TOKEN`.
 *
 * @param token at least 8 characters
 * @param option as messages name it
 * @throws TypeError for a token that is easily guessed
 */
export function tokenCheck(token: string, option: string): (request: IncomingMessage) => boolean {
  if (token.length < 8) throw new TypeError(`${option}: must have at least 8 characters`);
  const expected = digestOf(`Bearer ${token}`);
  return ({ headers }) => timingSafeEqual(digestOf(headers.authorization ?? ''), expected);
}

/** Digests have one length, as a comparison in constant time needs them. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
