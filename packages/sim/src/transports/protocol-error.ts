import type { Duplex } from 'node:stream';
import { nodeHttp } from '../kernel/node-modules.ts';
import { badRequest, Refusal } from '../kernel/refusal.ts';

/** The most bytes of request line and headers together. */
export const LARGEST_HEAD: number = 64 << 10;

/** What is wrong with bytes of which Node's parser made no request. */
export function protocolRefusal(error: Error & { readonly code?: string }): Refusal {
  if (error.code === 'HPE_HEADER_OVERFLOW') {
    const message = `The URL and the headers of the request are larger than ${LARGEST_HEAD} bytes; a long query may be sent as a form, with X-HTTP-Method-Override: GET.`;
    return new Refusal(431, 'headersTooLarge', message, { frontEndStatus: 'INVALID_ARGUMENT' });
  }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const message = 'The request did not come to its end in time.';
    return new Refusal(408, 'requestTimeout', message, { frontEndStatus: 'DEADLINE_EXCEEDED' });
  }
  return badRequest(`The request is not HTTP: ${error.message}.`);
}

/** The simulator is no proxy: clients are told its address as that of the service. */
export const tunnelRefusal = (target: string): Refusal =>
  badRequest(
    `This is a simulator and opens no tunnel to '${target}'. Give its address to the client as the endpoint of the ` +
      'Compute API, and not as a proxy.',
  );

/** Whoever passed everything on would be a proxy for all who reach this port. */
export const otherHostRefusal = (target: string): Refusal =>
  new Refusal(
    403,
    'forbidden',
    `'${target}' is no host of Google's, and this proxy of a simulator passes nothing on to it. Start the simulator so that it ` +
      'passes other hosts on, to clients on its own machine, or name the host in NO_PROXY.',
    { frontEndStatus: 'PERMISSION_DENIED' },
  );

/** How long a client has to read the answer before its connection goes. */
const FAREWELL_MS = 1_000;

/** Says no where there is no response to say it with, and ends the connection. */
export function endWith(socket: Duplex, { status, body }: Refusal): void {
  const text = `${JSON.stringify(body, undefined, 2)}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${nodeHttp().STATUS_CODES[status] ?? ''}\r\ncontent-type: application/json; charset=UTF-8\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  );
  // To close while the client is still sending would reset the connection, and take back what was just said.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), FAREWELL_MS);
  socket.once('close', () => clearTimeout(timer));
}
