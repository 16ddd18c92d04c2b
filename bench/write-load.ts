import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** What was measured of requests that each wait for the one before on their connection. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds from the sending of a request until its answer is there, in order. */
  readonly latencies: readonly number[];
}

/** Before its number: the project of a connection that writes. */
export const WRITTEN_PROJECT = 'written-';

/**
 * Inserts health checks, each connection in a project of its own and in turn at the servers of these ports, and reads each of them at once,
 * which ends its operation: two changes for a server that keeps what it does.
 *
 * @param run tells what is inserted from what was inserted before, into the same projects
 */
export async function writeLoad(
  ports: readonly number[],
  connections: number,
  inserts: number,
  run: string,
): Promise<Measured> {
  const latencies: number[] = [];
  let left = inserts;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const ask = await connected(ports[index % ports.length] ?? 0);
      const path = `/compute/v1/projects/${WRITTEN_PROJECT}${index}/global/healthChecks`;
      for (let number = 0; left-- > 0; number++) {
        const sent = performance.now();
        await ask.send('POST', path, `{"name":"${run}-${number}","type":"TCP"}`);
        latencies.push(performance.now() - sent);
        await ask.send('GET', `${path}/${run}-${number}`);
      }
      ask.end();
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: inserts / seconds, latencies: latencies.toSorted((a, b) => a - b) };
}

/** Reads the same again and again, over connections to servers in turn. */
export async function readLoad(
  ports: readonly number[],
  connections: number,
  reads: number,
  path: string,
): Promise<Measured> {
  const latencies: number[] = [];
  let left = reads;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const ask = await connected(ports[index % ports.length] ?? 0);
      while (left-- > 0) {
        const sent = performance.now();
        await ask.send('GET', path);
        latencies.push(performance.now() - sent);
      }
      ask.end();
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: reads / seconds, latencies: latencies.toSorted((a, b) => a - b) };
}

interface Connected {
  /** Resolves when the answer is there, which must be one of success. */
  send(method: string, path: string, body?: string): Promise<void>;
  end(): void;
}

/** One connection: a client that does more would be slower than what it measures. */
async function connected(port: number): Promise<Connected> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  let received = '';
  let answered: (() => void) | undefined;
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk;
    const head = received.indexOf('\r\n\r\n');
    if (head === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
    if (received.length < head + 4 + length) return;
    if (!received.startsWith('HTTP/1.1 200')) throw new Error(`an answer that is no success:\n${received}`);
    received = '';
    answered?.();
  });
  return {
    send: (method, path, body = '') =>
      new Promise((resolve) => {
        answered = resolve;
        const length = body === '' ? '' : `Content-Length: ${body.length}\r\n`;
        socket.write(`${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${length}\r\n${body}`);
      }),
    end: () => socket.destroy(),
  };
}
