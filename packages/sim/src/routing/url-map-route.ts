import type { Resource } from '../wire/wire.ts';
import type { RoutedRequest } from './routed-request.ts';
import { pathOnly } from './routed-request.ts';
import type { Route } from './url-map-action.ts';
import { actionOf, applyAction, defaultActionOf } from './url-map-action.ts';
import type { PathMatch } from './url-map-conditions.ts';
import { matchRule } from './url-map-conditions.ts';
import { matcherOfHost } from './url-map-host.ts';

type PathMatcher = Resource<'PathMatcher'>;

/** What a default matches: everything. */
const ANY: PathMatch = { prefix: '/' };

/** Where a URL map sends a request: host rule, path matcher, then its path rules or route rules, then the defaults. */
export function routeRequest(urlMap: Resource<'UrlMap'>, request: RoutedRequest): Route {
  const found = matcherOfHost(urlMap, request.host);
  if (found === undefined) return applyAction(defaultActionOf(urlMap), request, ANY, '');
  const { matcher, index } = found;
  const field = `pathMatchers[${index}]`;
  return (
    routeByRules(matcher, request, field) ??
    routeByPath(matcher, request, field) ??
    applyAction(defaultActionOf(matcher), request, ANY, field)
  );
}

/** By priority, the lowest number first; a rule matches when one of its match rules does, or when it has none. */
function routeByRules(matcher: PathMatcher, request: RoutedRequest, field: string): Route | undefined {
  const rules = (matcher.routeRules ?? []).map((rule, index) => ({ rule, index }));
  for (const { rule, index } of rules.toSorted((a, b) => priorityOf(a.rule) - priorityOf(b.rule))) {
    const { matchRules = [] } = rule;
    const match = matchRules.length === 0 ? ANY : firstMatch(matchRules, request);
    if (match !== undefined) return applyAction(actionOf(rule), request, match, `${field}.routeRules[${index}]`);
  }
  return undefined;
}

const priorityOf = ({ priority = 0 }: Resource<'HttpRouteRule'>): number => priority;

function firstMatch(
  matchRules: readonly Resource<'HttpRouteRuleMatch'>[],
  request: RoutedRequest,
): PathMatch | undefined {
  for (const rule of matchRules) {
    const match = matchRule(rule, request);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** The path itself before any prefix, and a longer prefix before a shorter one, in whatever order they are written. */
function routeByPath(matcher: PathMatcher, request: RoutedRequest, field: string): Route | undefined {
  const path = pathOnly(request.path);
  let best: { readonly rule: Resource<'PathRule'>; readonly index: number; readonly prefix: string } | undefined;
  for (const [index, rule] of (matcher.pathRules ?? []).entries()) {
    for (const pattern of rule.paths ?? []) {
      const prefix = pattern.endsWith('/*') ? pattern.slice(0, -1) : pattern;
      const isMatch = prefix === pattern ? path === pattern : path.startsWith(prefix);
      if (!isMatch) continue;
      if (prefix === pattern) return applyAction(actionOf(rule), request, { prefix }, `${field}.pathRules[${index}]`);
      if (best === undefined || prefix.length > best.prefix.length) best = { rule, index, prefix };
    }
  }
  if (best === undefined) return undefined;
  return applyAction(actionOf(best.rule), request, { prefix: best.prefix }, `${field}.pathRules[${best.index}]`);
}
