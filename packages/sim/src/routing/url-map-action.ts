import type { Resource } from '../wire/wire.ts';
import { expandTemplate, matchTemplate } from './path-template.ts';
import type { RoutedRequest } from './routed-request.ts';
import { pathOnly, queryOf } from './routed-request.ts';
import type { PathMatch } from './url-map-conditions.ts';
import { replaceMatches } from './url-map-regex.ts';

type UrlMap = Resource<'UrlMap'>;
type PathMatcher = Resource<'PathMatcher'>;
type Rule = Resource<'PathRule'> | Resource<'HttpRouteRule'>;
type Redirect = Resource<'HttpRedirectAction'>;
type Rewrite = Resource<'UrlRewrite'>;

/** Where a request goes. */
export type Route =
  | {
      readonly kind: 'forward';
      /** The backend service or bucket; of several, that of the greatest weight, the first of equals. */
      readonly service: string;
      /** All that the request might go to, each with its weight. */
      readonly services: readonly { readonly service: string; readonly weight: number }[];
      /** As the backend sees it, rewritten. */
      readonly url: string;
      /** What decided, as a path into the map: `pathMatchers[0].pathRules[1]`; empty for the map's own default. */
      readonly rule: string;
    }
  | { readonly kind: 'redirect'; readonly url: string; readonly code: number; readonly rule: string }
  /** The map says nothing about the request. */
  | { readonly kind: 'none'; readonly rule: string };

/** Status codes of redirects by their names. */
const CODES: { readonly [Name in NonNullable<Redirect['redirectResponseCode']>]: number } = {
  MOVED_PERMANENTLY_DEFAULT: 301,
  FOUND: 302,
  SEE_OTHER: 303,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
};

/** What a rule, or a default, does with a request it matched. */
export interface Action {
  readonly service: string;
  readonly routeAction: Resource<'HttpRouteAction'>;
  readonly urlRedirect: Redirect | undefined;
}

/** The action of a rule of a path matcher. */
export const actionOf = ({ service = '', routeAction = {}, urlRedirect }: Rule): Action => ({
  service,
  routeAction,
  urlRedirect,
});

/** The action of a map or a path matcher where none of its rules matches. */
export const defaultActionOf = (owner: UrlMap | PathMatcher): Action => ({
  service: owner.defaultService ?? '',
  routeAction: owner.defaultRouteAction ?? {},
  urlRedirect: owner.defaultUrlRedirect,
});

export function applyAction(action: Action, request: RoutedRequest, match: PathMatch, rule: string): Route {
  const { urlRedirect } = action;
  if (urlRedirect !== undefined) {
    const code = CODES[urlRedirect.redirectResponseCode ?? 'MOVED_PERMANENTLY_DEFAULT'];
    return { kind: 'redirect', url: redirectedUrl(urlRedirect, request, match), code, rule };
  }
  const services = servicesOf(action);
  const heaviest = services.toSorted((a, b) => b.weight - a.weight)[0];
  if (heaviest === undefined) return { kind: 'none', rule };
  const url = rewrittenUrl(action.routeAction.urlRewrite ?? {}, request, match);
  return { kind: 'forward', service: heaviest.service, services, url, rule };
}

function servicesOf({ service, routeAction }: Action): readonly { service: string; weight: number }[] {
  const weighted = routeAction.weightedBackendServices ?? [];
  if (weighted.length === 0) return service === '' ? [] : [{ service, weight: 1 }];
  return weighted.map(({ backendService = '', weight = 0 }) => ({ service: backendService, weight }));
}

const urlOf = (scheme: string, host: string, path: string, query: string): string =>
  `${scheme}://${host}${path}${query === '' ? '' : `?${query}`}`;

function redirectedUrl(redirect: Redirect, request: RoutedRequest, { prefix }: PathMatch): string {
  const { hostRedirect, pathRedirect, prefixRedirect, httpsRedirect, stripQuery } = redirect;
  const path = pathOnly(request.path);
  const byPrefix = prefixRedirect === undefined ? path : prefixRedirect + path.slice(prefix.length);
  return urlOf(
    httpsRedirect === true ? 'https' : (request.scheme ?? 'http'),
    hostRedirect ?? request.host,
    pathRedirect ?? byPrefix,
    stripQuery === true ? '' : queryOf(request.path),
  );
}

function rewrittenUrl(rewrite: Rewrite, request: RoutedRequest, match: PathMatch): string {
  const { hostRewrite: host = request.host } = rewrite;
  const path = rewrittenPath(rewrite, pathOnly(request.path), match);
  return urlOf(request.scheme ?? 'http', host, path, queryOf(request.path));
}

function rewrittenPath(rewrite: Rewrite, path: string, { prefix, template }: PathMatch): string {
  const { pathPrefixRewrite, pathTemplateRewrite } = rewrite;
  if (pathPrefixRewrite !== undefined) return pathPrefixRewrite + path.slice(prefix.length);
  if (pathTemplateRewrite !== undefined && template !== undefined) {
    return expandTemplate(pathTemplateRewrite, matchTemplate(template, path) ?? new Map());
  }
  const { pathPattern, pathSubstitution = '' } = rewrite.regexRewrite ?? {};
  return pathPattern === undefined ? path : replaceMatches(pathPattern, path, pathSubstitution);
}
