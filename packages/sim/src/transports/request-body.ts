import type { IncomingMessage } from 'node:http';
import { bodyTooLarge, decoded } from './content-encoding.ts';

/** The largest body that is read, compressed or not: no request to the API comes near it. */
const LARGEST_BODY = 32 << 20;
/** A client that goes on sending beyond this is cut off: it is not going to listen. */
const LONGEST_STREAM = 4 * LARGEST_BODY;

/** Whether a request announces a body: most are reads, and need not wait for the end of nothing. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/**
 * The text of a request's body; undefined when it is empty.
 *
 * @throws Refusal for a body that is too large or not compressed as it says
 */
export async function requestBody(request: IncomingMessage): Promise<string | undefined> {
  const sent = await bytesOf(request);
  const bytes = decoded(sent, request.headers['content-encoding'], LARGEST_BODY);
  return bytes.length === 0 ? undefined : bytes.toString();
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // A stream without an encoding gives buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    // What is too much is still read to its end, and dropped: a client that is sending would not see the refusal.
    if (size <= LARGEST_BODY) chunks.push(bytes);
    else chunks.length = 0;
    if (size > LONGEST_STREAM) request.destroy();
  }
  if (size > LARGEST_BODY) throw bodyTooLarge(LARGEST_BODY);
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
