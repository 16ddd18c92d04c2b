import type { Duplex } from 'node:stream';

/** The first byte of a TLS connection: a record of a handshake (RFC 8446, 5.1). No method of HTTP begins with it. */
const HANDSHAKE = 0x16;

/** Looks at how a client begins, and leaves what it sent to whoever is called. */
export function whenBegun(socket: Duplex, use: (isTls: boolean) => void): void {
  const look = (): void => {
    const head: unknown = socket.read();
    if (!Buffer.isBuffer(head)) return;
    socket.off('readable', look);
    socket.unshift(head);
    use(head[0] === HANDSHAKE);
  };
  socket.on('readable', look);
}
