import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** What a load is made of. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly requests: number;
  /** Connections at once; each waits for its answer before it asks again. */
  readonly connections: number;
}

/**
 * Sends the same GET again and again, over sockets that are kept, and gives requests a second. It reads answers by their
 * length, for a client that parses them would be slower than what it measures.
 */
export async function load({ port, path, requests, connections }: Load): Promise<number> {
  const bytes = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  const length = await answerLength(port, bytes);
  let left = requests;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let received = 0;
      socket.on('data', (chunk) => {
        received += chunk.length;
        if (received < length) return;
        if (received > length) throw new Error(`an answer of ${received} bytes, not ${length}`);
        received = 0;
        if (left-- > 0) socket.write(bytes);
        else socket.destroy();
      });
      if (left-- > 0) socket.write(bytes);
      await once(socket, 'close');
    }),
  );
  return (requests / (performance.now() - start)) * 1000;
}

/** How many bytes the answer has: all are alike, the date included. */
async function answerLength(port: number, request: Buffer): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  const text = await head(socket);
  const [top = ''] = text.split('\r\n\r\n');
  const body = /content-length: (\d+)/i.exec(top)?.[1];
  socket.destroy();
  if (body === undefined) throw new Error(`an answer that does not say how long it is:\n${top}`);
  return Buffer.byteLength(top) + 4 + Number(body);
}

async function head(socket: Socket): Promise<string> {
  let text = '';
  while (!text.includes('\r\n\r\n')) {
    const [chunk] = await once(socket, 'data');
    text += String(chunk);
  }
  return text;
}
