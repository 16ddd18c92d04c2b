import { notPlayed } from './not-played.ts';
import type { HttpAnswer } from './http-answer.ts';

/** A token that opens nothing but a simulator. */
export const ACCESS_TOKEN = 'gcepool-simulator-token';
/** Who every token stands for. */
export const ACCOUNT_EMAIL = 'gcepool@simulator.invalid';
export const CLOUD_SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

const LIFETIME_S = 3599;
/** Tokens end when no clock gets to, for a test may run at any time of its own. */
const NEVER_S = 4_102_444_800;
const NEVER = '2100-01-01T00:00:00Z';

/** Not Node's Buffer: a simulator runs in other places too. */
const base64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Who asks for an identity reads the claims and cannot check the signature: there is none. */
export const identityToken = (audience: string, email: string = ACCOUNT_EMAIL): string =>
  [
    { alg: 'none', typ: 'JWT' },
    {
      iss: 'https://accounts.google.com',
      aud: audience,
      sub: '0',
      email,
      email_verified: true,
      iat: 0,
      exp: NEVER_S,
    },
  ]
    .map((part) => `${base64url(JSON.stringify(part))}.`)
    .join('');

const GRANTED = { access_token: ACCESS_TOKEN, expires_in: LIFETIME_S, token_type: 'Bearer' };

/** The answers, by how paths end: after https://developers.google.com/identity/protocols/oauth2 and the discovery documents
 * of `sts` and `iamcredentials`. */
const ANSWERS: readonly { readonly path: RegExp; readonly body: object }[] = [
  {
    // Workload identity, and users of a workforce pool.
    path: /\/v1\/(?:oauth)?token$/,
    body: { ...GRANTED, issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' },
  },
  { path: /:generateAccessToken$/, body: { accessToken: ACCESS_TOKEN, expireTime: NEVER } },
  { path: /:generateIdToken$/, body: { token: identityToken('gcepool-simulator') } },
  { path: /\/token$/, body: { ...GRANTED, scope: CLOUD_SCOPE, id_token: identityToken('gcepool-simulator') } },
  {
    path: /\/tokeninfo$/,
    body: {
      scope: CLOUD_SCOPE,
      expires_in: String(LIFETIME_S),
      email: ACCOUNT_EMAIL,
      email_verified: 'true',
      access_type: 'offline',
    },
  },
  { path: /\/revoke$/, body: {} },
];

/** Paths by which who has no name for them but the simulator's own address (`token_uri` in a key) asks for tokens. */
export const isTokenPath = (path: string): boolean =>
  path === '/token' ||
  /^\/v1\/(?:(?:oauth)?token$|projects\/-\/serviceAccounts\/[^/]+:generate(?:Access|Id)Token$)/.test(path);

/**
 * Answers who asks for a token, whatever credentials they show: none of them is looked at, kept or repeated.
 *
 * @param path without the query
 */
export function answerTokens(method: string, path: string): HttpAnswer {
  const answer = ANSWERS.find((one) => one.path.test(path));
  if (answer === undefined) return notPlayed(method, path);
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    },
    body: `${JSON.stringify(answer.body, undefined, 2)}\n`,
  };
}
