import type { Json, JsonObject } from '../kernel/json.ts';
import { asString, isObject } from '../kernel/json.ts';
import { seedOf } from '../kernel/token.ts';
import type { HttpAnswer } from './http-answer.ts';
import { isFolder, lines, listing, metadataAt, textOf } from './metadata-tree.ts';
import { ACCESS_TOKEN } from '../iam/own-account.ts';
import type { TokenIssuer } from './issued-tokens.ts';
import { identityToken } from './token-endpoints.ts';

/**
 * Whether a path is the metadata server's, for clients that know it by the address of a simulator (`GCE_METADATA_HOST`).
 * At `/` only who sends its header means it.
 */
export const isMetadataPath = (path: string, headers: Readonly<Record<string, unknown>>): boolean =>
  path.startsWith('/computeMetadata/') || (path === '/' && headers['metadata-flavor'] !== undefined);

/** A token from here opens nothing but a simulator. */
const tokenJson = (token: string): HttpAnswer => json({ access_token: token, expires_in: 3599, token_type: 'Bearer' });
const OF_ACCOUNT = /^(instance\/service-accounts\/[^/]+)\/(token|identity)$/;
/** How long who waits for a change, and says no time, is kept waiting for one that does not come. */
const WAIT_S = 60;

/** What the metadata server answers from. */
interface MetadataSource {
  /** What the instance says of itself, now. */
  readonly tree: () => JsonObject;
  readonly iam: TokenIssuer;
}

/**
 * Answers as the metadata server of an instance does: application default credentials find a project and a token here without
 * any file, and programs of an instance what they ask.
 *
 * Where permissions are enforced its tokens are of the accounts that the instance has.
 */
export function answerMetadata(
  { tree, iam }: MetadataSource,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
): HttpAnswer {
  const { pathname, query } = targetOf(url);
  const isKnown = pathname === '/' || pathname.startsWith('/computeMetadata/v1');
  if (method !== 'GET' || !isKnown) return text('Not found\n', 404);
  if (pathname !== '/' && headers['metadata-flavor'] !== 'Google') {
    return text('Missing Metadata-Flavor:Google header.\n', 403);
  }
  if (pathname === '/') return text('computeMetadata/\n');
  const path = pathname.slice('/computeMetadata/v1'.length).replace(/^\/|\/$/g, '');
  const [, account, what] = OF_ACCOUNT.exec(path) ?? [];
  if (account !== undefined) {
    const found = metadataAt(tree(), account);
    if (!isObject(found)) return text('Not found\n', 404);
    const email = asString(found['email']);
    if (what === 'token') return tokenJson(iam.isEnforced ? iam.tokenOf(`serviceAccount:${email}`) : ACCESS_TOKEN);
    return identity(query.get('audience'), email);
  }
  const answer = (): HttpAnswer => {
    const value = metadataAt(tree(), path);
    return value === undefined ? text('Not found\n', 404) : shown(value, path, query);
  };
  return waiting(answer, query);
}

/** In the form that is asked for: all that is below a folder is JSON unless it is to be text, and all else is text unless it is to be JSON. */
function shown(value: Json, path: string, query: URLSearchParams): HttpAnswer {
  const isWhole = query.get('recursive')?.toLowerCase() === 'true';
  const form = query.get('alt') ?? (isWhole ? 'json' : 'text');
  if (form === 'json') return json(value);
  if (!isFolder(value)) return text(textOf(value));
  return text(isWhole ? lines(value, `/${path}`) : listing(value, `/${path}`));
}

function identity(audience: string | null, email: string): HttpAnswer {
  if (audience === null || audience === '') return text('non-empty audience parameter required\n', 400);
  return text(identityToken(audience, email));
}

/** Who waits for a change of what is as it was learns of it when it comes, or after the time that it says that there was none. */
function waiting(answerNow: () => HttpAnswer, query: URLSearchParams): HttpAnswer {
  const answer = answerNow();
  const { etag } = answer.headers;
  const isWaiting = query.get('wait_for_change')?.toLowerCase() === 'true';
  const last = query.get('last_etag');
  if (!isWaiting || answer.status !== 200 || (last !== null && last !== etag)) return answer;
  const seconds = Number(query.get('timeout_sec') ?? WAIT_S);
  return {
    ...answer,
    delivery: { delayMs: Math.max(0, Math.min(seconds || 0, WAIT_S)) * 1000 },
    changed: () => {
      const next = answerNow();
      return next.headers['etag'] === etag ? undefined : next;
    },
  };
}

/** Not `new URL`, which throws for paths such as `//`. */
function targetOf(url: string): { readonly pathname: string; readonly query: URLSearchParams } {
  const [target = '', query] = url.split('?', 2);
  return { pathname: target.replace(/^https?:\/\/[^/]*/, '') || '/', query: new URLSearchParams(query) };
}

const text = (body: string, status = 200): HttpAnswer => answerOf(body, 'application/text', status);
const json = (body: unknown): HttpAnswer => answerOf(JSON.stringify(body), 'application/json', 200);

const answerOf = (body: string, type: string, status: number): HttpAnswer => ({
  status,
  headers: { 'content-type': type, 'metadata-flavor': 'Google', etag: seedOf(body).toString(16).padStart(16, '0') },
  body,
});
