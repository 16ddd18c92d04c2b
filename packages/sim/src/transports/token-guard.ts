import type { IncomingMessage } from 'node:http';
import { Refusal } from '../kernel/refusal.ts';
import { tokenCheck } from './token-check.ts';

/** Says who may not use the API. */
export type TokenGuard = (request: IncomingMessage) => Refusal | undefined;

/** The API is for whoever sends the token, where there is one, and for everybody else where there is none. */
export function tokenGuard(token: string | undefined): TokenGuard {
  if (token === undefined) return () => undefined;
  const shows = tokenCheck(token);
  return (request) => (shows(request) ? undefined : lacksToken());
}

const lacksToken = (): Refusal =>
  new Refusal(401, 'required', 'This simulator asks for its token: send Authorization: Bearer TOKEN.', {
    frontEndStatus: 'UNAUTHENTICATED',
    location: 'Authorization',
    locationType: 'header',
  });
