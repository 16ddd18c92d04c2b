import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** What lies between a client and a server, and may be cut. */
export interface CutProxy {
  readonly port: number;
  /** Ends all connections. */
  drop(): void;
  /** Nothing passes any more on the connections that there are, and none of the two sides is told. New ones pass. */
  stall(): void;
  close(): Promise<void>;
}

/** Passes connections on to a port of this machine. */
export async function startCutProxy(target: number): Promise<CutProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        for (const one of pair) one.destroy();
        pairs.delete(pair);
      });
    }
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  const drop = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port: address.port,
    drop,
    stall: () => {
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream).pause();
        upstream.unpipe(client).pause();
      }
    },
    close: async () => {
      server.close();
      drop();
      await once(server, 'close');
    },
  };
}
