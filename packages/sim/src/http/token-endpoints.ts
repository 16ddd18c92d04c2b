import { notPlayed } from './not-played.ts';
import { ACCESS_TOKEN, ACCOUNT_EMAIL } from '../iam/own-account.ts';
import { emailOf } from '../iam/member.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { TokenIssuer, TokenRequest } from './issued-tokens.ts';
import { emailOfToken, principalOfRequest } from './issued-tokens.ts';

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

const TOKEN_INFO = /\/tokeninfo$/;
/** Paths that give out a token of their own for who asks. */
const GIVES_TOKEN = /\/(?:oauth)?token$|:generateAccessToken$/;

/** For whom tokens are given out, and the one that they get. */
interface Issued {
  readonly token: string;
  readonly email: string;
}

const granted = ({ token }: Issued): object => ({ access_token: token, expires_in: LIFETIME_S, token_type: 'Bearer' });

/** The answers, by how paths end: after https://developers.google.com/identity/protocols/oauth2 and the discovery documents
 * of `sts` and `iamcredentials`. */
const ANSWERS: readonly { readonly path: RegExp; readonly body: (issued: Issued) => object }[] = [
  {
    // Workload identity, and users of a workforce pool.
    path: /\/v1\/(?:oauth)?token$/,
    body: (issued) => ({ ...granted(issued), issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' }),
  },
  { path: /:generateAccessToken$/, body: ({ token }) => ({ accessToken: token, expireTime: NEVER }) },
  { path: /:generateIdToken$/, body: ({ email }) => ({ token: identityToken('gcepool-simulator', email) }) },
  {
    path: /\/token$/,
    body: (issued) => ({
      ...granted(issued),
      scope: CLOUD_SCOPE,
      id_token: identityToken('gcepool-simulator', issued.email),
    }),
  },
  {
    path: TOKEN_INFO,
    body: ({ email }) => ({
      scope: CLOUD_SCOPE,
      expires_in: String(LIFETIME_S),
      email,
      email_verified: 'true',
      access_type: 'offline',
    }),
  },
  { path: /\/revoke$/, body: () => ({}) },
];

/** Paths by which who has no name for them but the simulator's own address (`token_uri` in a key) asks for tokens. */
export const isTokenPath = (path: string): boolean =>
  path === '/token' ||
  /^\/v1\/(?:(?:oauth)?token$|projects\/-\/serviceAccounts\/[^/]+:generate(?:Access|Id)Token$)/.test(path);

/**
 * Answers who asks for a token. Where permissions are not enforced all get the same, whatever credentials they show: none of them is looked
 * at, kept or repeated. Where they are, tokens say whose they are.
 */
export function answerTokens(method: string, request: TokenRequest, iam: TokenIssuer): HttpAnswer {
  const { path } = request;
  const answer = ANSWERS.find((one) => one.path.test(path));
  if (answer === undefined) return notPlayed(method, path);
  let issued: Issued = { token: ACCESS_TOKEN, email: ACCOUNT_EMAIL };
  if (iam.isEnforced && GIVES_TOKEN.test(path)) {
    const principal = principalOfRequest(request, iam);
    if (typeof principal !== 'string') return principal;
    issued = { token: iam.tokenOf(principal), email: emailOf(principal) };
  } else if (iam.isEnforced && TOKEN_INFO.test(path)) {
    const email = emailOfToken(request, iam);
    if (email !== undefined) issued = { ...issued, email };
  }
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    },
    body: `${JSON.stringify(answer.body(issued), undefined, 2)}\n`,
  };
}
