import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A port that leads to another one, and can be cut off. */
export interface SeverableLine {
  readonly port: number;
  /** Ends all connections, and takes no more. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function severableLine(to: number): Promise<SeverableLine> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(to, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      // Whatever ends one end ends the other.
      socket.on('error', () => undefined);
      socket.on('close', () => (socket === near ? far : near).destroy());
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut: () => {
      isCut = true;
      drop();
    },
    mend: () => {
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        drop();
      }),
  };
}
