import type { JsonObject } from '../kernel/json.ts';
import { asString } from '../kernel/json.ts';
import type { HttpAnswer } from './http-answer.ts';

/** A token from here opens nothing but a simulator. */
const ACCESS_TOKEN = 'gcepool-simulator-token';
const LIFETIME_SEC = 3599;
const EMAIL = 'gcepool@simulator.invalid';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/**
 * Gives out tokens for whatever credentials a machine has: a service account's key, a user's refresh token, a token of another
 * identity provider, an impersonation. Nothing of the credentials is looked at, kept or told.
 *
 * @param path such as `/token` of oauth2.googleapis.com
 * @param now milliseconds since the epoch
 */
export function answerTokens(method: string, path: string, body: string | undefined, now: number): HttpAnswer {
  if (path.endsWith('tokeninfo')) {
    return json({ azp: EMAIL, aud: EMAIL, email: EMAIL, scope: SCOPE, expires_in: String(LIFETIME_SEC) });
  }
  if (method !== 'POST') return json({ error: 'invalid_request', error_description: 'Send a POST.' }, 400);
  if (path.endsWith(':generateAccessToken')) {
    return json({ accessToken: ACCESS_TOKEN, expireTime: new Date(now + LIFETIME_SEC * 1000).toISOString() });
  }
  if (path.endsWith(':generateIdToken')) return json({ token: idToken(audienceIn(body), now) });
  const token = { access_token: ACCESS_TOKEN, expires_in: LIFETIME_SEC, token_type: 'Bearer' };
  // The exchange of tokens, RFC 8693.
  if (path === '/v1/token')
    return json({ ...token, issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' });
  return json({ ...token, scope: SCOPE, id_token: idToken(audienceIn(body), now) });
}

/** A token of the right form that is signed by nobody. */
function idToken(audience: string, now: number): string {
  const issuedAt = Math.floor(now / 1000);
  const claims = { iss: 'https://accounts.google.com', sub: EMAIL, email: EMAIL, aud: audience, iat: issuedAt };
  const parts = [
    { alg: 'none', typ: 'JWT' },
    { ...claims, exp: issuedAt + LIFETIME_SEC },
  ];
  return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), 'unsigned'].join('.');
}

/** Whom an identity token is for, where the request says so in JSON or in its assertion. */
function audienceIn(body: string | undefined): string {
  const sent = parsed(body ?? '');
  const assertion = new URLSearchParams(body).get('assertion')?.split('.')[1] ?? '';
  const claims = parsed(Buffer.from(assertion, 'base64url').toString());
  return asString(sent['audience']) || asString(claims['target_audience']) || EMAIL;
}

function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}

const json = (body: object, status = 200): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-store' },
  text: JSON.stringify(body),
});
