import type { IncomingMessage } from 'node:http';
import { Refusal } from '../kernel/refusal.ts';
import { tokenCheck } from './token-check.ts';

/** Says who may not use the control plane. */
export type AdminGuard = (request: IncomingMessage) => Refusal | undefined;

/** The control plane is for connections from this machine; where there is a token, for whoever sends it, and nobody else. */
export function adminGuard(token: string | undefined): AdminGuard {
  if (token === undefined) return ({ socket }) => (isLoopback(socket.remoteAddress) ? undefined : notFromHere());
  const shows = tokenCheck(token);
  return (request) => (shows(request) ? undefined : lacksToken());
}

/** Whether a connection comes from this machine. */
export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);

const notFromHere = (): Refusal =>
  new Refusal(
    403,
    'forbidden',
    'The control plane answers this machine alone. Start the simulator with --admin-token TOKEN (adminToken of listen()) ' +
      'and send it as Authorization: Bearer TOKEN.',
    { frontEndStatus: 'PERMISSION_DENIED' },
  );

const lacksToken = (): Refusal =>
  new Refusal(
    401,
    'required',
    'The control plane of this simulator asks for its admin token: send Authorization: Bearer TOKEN.',
    { frontEndStatus: 'UNAUTHENTICATED', location: 'Authorization', locationType: 'header' },
  );
