import { asString, isObject } from '../kernel/json.ts';
import { ACCESS_TOKEN, ACCOUNT_EMAIL } from './own-account.ts';
import type { Principal } from './member.ts';
import { refusalOfPrincipal } from './member.ts';

/** Begins the tokens that simulators make: each says of whom it is, so that nothing has to be kept of it. */
const PREFIX = `${ACCESS_TOKEN}.`;

/** A token by which a simulator that enforces permissions knows a principal. It opens nothing else. */
export const tokenOf = (principal: Principal): string => `${PREFIX}${base64url(principal)}`;

/**
 * Whom a token says that it is of: one that a simulator made, or one that the key of a service account signed itself, as Google's
 * clients do to save a question. Signatures are not looked at.
 */
export function principalIn(token: string): Principal | undefined {
  if (token === ACCESS_TOKEN) return `serviceAccount:${ACCOUNT_EMAIL}`;
  if (token.startsWith(PREFIX)) return valid(decoded(token.slice(PREFIX.length)));
  const account = accountIn(token);
  return account === undefined ? undefined : valid(`serviceAccount:${account}`);
}

/** The account that a JSON web token is of, or that asks by it: undefined for any other text. */
export function accountIn(text: string): string | undefined {
  const [, claims, ...rest] = text.split('.');
  if (claims === undefined || rest.length !== 1) return undefined;
  try {
    const json: unknown = JSON.parse(decoded(claims) ?? '');
    return isObject(json)
      ? asString(json['email']) || asString(json['sub']) || asString(json['iss']) || undefined
      : undefined;
  } catch {
    return undefined;
  }
}

const valid = (principal: string | undefined): Principal | undefined =>
  principal === undefined || refusalOfPrincipal(principal) !== undefined ? undefined : principal;

/** Not Node's Buffer: a simulator runs in other places too. */
const base64url = (text: string): string =>
  btoa(unescaped(encodeURIComponent(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function decoded(text: string): string | undefined {
  try {
    return new TextDecoder().decode(
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}

/** UTF-8 as characters of one byte each, which is what `btoa` takes. */
const unescaped = (text: string): string =>
  text.replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
