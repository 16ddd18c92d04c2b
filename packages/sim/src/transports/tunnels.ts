import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { isGoogleHost } from '../http/google-hosts.ts';
import { isLoopback } from './admin-guard.ts';
import { endWith, otherHostRefusal } from './protocol-error.ts';
import type { TlsOptions } from '../options/tls-options.ts';

const ESTABLISHED = 'HTTP/1.1 200 Connection established\r\n\r\n';
/** How long another host may take to answer. */
const REACHED_WITHIN_MS = 30_000;

/**
 * Opens the tunnels that clients ask for who take a server for their proxy: those to Google's hosts end here.
 *
 * @param serve answers what comes through a tunnel to one of Google's hosts
 */
export function openTunnels(server: Server, options: TlsOptions, serve: (socket: Socket) => void): void {
  server.on('connect', (request, duplex, head) => {
    // The server listens on TCP.
    const socket = duplex as Socket;
    socket.on('error', () => socket.destroy());
    const target = request.url ?? '';
    if (isGoogleHost(target)) {
      socket.write(ESTABLISHED);
      if (head.length > 0) socket.unshift(head);
      serve(socket);
    } else if (isPassed(request, options)) {
      passOn(socket, head, target);
    } else {
      options.onRefused?.(target);
      endWith(socket, otherHostRefusal(target));
    }
  });
}

/** Whether what a client sends to a host that is not Google's goes there. */
export const isPassed = ({ socket }: IncomingMessage, { otherHosts }: TlsOptions): boolean =>
  otherHosts === 'passed' && isLoopback(socket.remoteAddress);

function passOn(socket: Socket, head: Buffer, target: string): void {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(target) ?? [];
  if (host === undefined || Number(port) > 65_535) return endWith(socket, otherHostRefusal(target));
  const there = connect({ host, port: Number(port), timeout: REACHED_WITHIN_MS });
  let isOpen = false;
  there.once('connect', () => {
    isOpen = true;
    there.setTimeout(0);
    socket.write(ESTABLISHED);
    if (head.length > 0) there.write(head);
    there.pipe(socket).pipe(there);
  });
  const giveUp = (reason: string): void => {
    there.destroy();
    if (isOpen) socket.destroy();
    else socket.end(`HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n${target} cannot be reached: ${reason}\n`);
  };
  there.on('timeout', () => giveUp('it does not answer'));
  there.on('error', ({ message }) => giveUp(message));
  socket.once('close', () => there.destroy());
}
