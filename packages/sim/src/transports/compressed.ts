import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import type { HttpAnswer } from '../http/http-answer.ts';
import { KeptByObject } from '../kernel/kept-by-object.ts';
import { nodeZlib } from '../kernel/node-modules.ts';
import { whenUsed } from '../kernel/when-used.ts';

/** How much of what was compressed is kept, in bytes. */
const MOST_KEPT = 16 * 1024 * 1024;

const kept = new KeptByObject<Uint8Array>(MOST_KEPT);

/** Google's servers compress for clients that say twice that they can. */
export const takesGzip = ({ headers }: IncomingMessage): boolean =>
  /\bgzip\b/i.test(headers['accept-encoding']?.toString() ?? '') && /gzip/i.test(headers['user-agent'] ?? '');

/** From this length on an answer is compressed beside those to others. */
const LONG = 64 * 1024;

const gzipBeside = whenUsed(() => promisify(nodeZlib().gzip));

/** The answer for who takes gzip. What has bytes, which is what is long, is compressed once. */
export async function compressed(answer: HttpAnswer): Promise<HttpAnswer> {
  const { body } = answer;
  if (body === '' || answer.headers['content-encoding'] !== undefined) return answer;
  const known = typeof body === 'string' ? undefined : kept.get(body, 0);
  const bytes = known ?? (body.length < LONG ? nodeZlib().gzipSync(body) : await gzipBeside()(body));
  if (known === undefined && typeof body !== 'string') kept.set(body, 0, bytes, bytes.length);
  return { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' }, body: bytes };
}
