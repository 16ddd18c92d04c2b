import type { ApiRequest } from '../api/request.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Handle } from './answer-http.ts';
import { answerHttp } from './answer-http.ts';
import { answerDiscovery, COMPUTE_ROOT } from './answer-discovery.ts';
import type { GoogleService } from './google-hosts.ts';
import { googleServiceOf, isDiscoveryPath, isGoogleHost } from './google-hosts.ts';
import type { HttpAnswer } from './http-answer.ts';
import { answerMetadata, isMetadataPath } from './metadata-server.ts';
import { NEIGHBOUR_PATHS } from '../neighbours/neighbour-paths.ts';
import { notPlayed } from './not-played.ts';
import type { TokenIssuer } from './issued-tokens.ts';
import { answerTokens, isTokenPath } from './token-endpoints.ts';

/** A request as it came to a transport. */
export interface GoogleRequest extends ApiRequest {
  /** Whom the client takes the simulator for, as in a URL or a Host header; a name that is not Google's is its own. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Where a client that knows it by an address of its own finds it: `http://localhost:4080/`. */
  readonly root: string;
}

/** What plays the part of Google's hosts. */
export interface Played {
  readonly handle: Handle;
  /** What the metadata server says. */
  readonly instanceMetadata: () => JsonObject;
  /** Says whose the tokens are that are given out. */
  readonly iam: TokenIssuer;
  /** Brings up to date what that says, where others may have changed it. */
  readonly beforeMetadata?: () => Promise<unknown>;
}

/** Answers in the name of whichever of Google's hosts a request is meant for. */
export function answerGoogle(
  { handle, instanceMetadata, beforeMetadata, iam }: Played,
  { host, root, ...request }: GoogleRequest,
): HttpAnswer | Promise<HttpAnswer> {
  const { method, url, headers } = request;
  const path = pathOf(url);
  switch (googleServiceOf(host, path) ?? ownServiceOf(path, headers)) {
    case 'compute':
    case 'neighbours':
      return answerHttp(handle, request);
    case 'discovery':
      return answerDiscovery(method, url, isGoogleHost(host) ? COMPUTE_ROOT : root);
    case 'metadata':
      return beforeMetadata === undefined
        ? answerMetadata({ tree: instanceMetadata, iam }, method, url, headers)
        : beforeMetadata().then(() => answerMetadata({ tree: instanceMetadata, iam }, method, url, headers));
    case 'tokens':
      return answerTokens(method, { ...request, path }, iam);
    case 'other':
      return notPlayed(method, `https://${host}${path}`);
  }
}

/** At its own address a simulator is all of them at once. */
function ownServiceOf(path: string, headers: Readonly<Record<string, string>>): Exclude<GoogleService, 'other'> {
  if (isDiscoveryPath(path)) return 'discovery';
  if (isMetadataPath(path, headers)) return 'metadata';
  if (isTokenPath(path)) return 'tokens';
  return NEIGHBOUR_PATHS.test(path) ? 'neighbours' : 'compute';
}

/** The path of a whole URL, or of one that begins with its path: `new URL` throws for `//`. */
export function pathOf(url: string): string {
  const target = url.startsWith('/') ? url : url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '');
  const end = target.search(/[?#]/);
  return (end === -1 ? target : target.slice(0, end)) || '/';
}

/** The host of a whole URL; undefined for one that begins with its path. */
export const hostOfUrl = (url: string): string | undefined =>
  url.startsWith('/') ? undefined : /^[a-z][\w+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1];
