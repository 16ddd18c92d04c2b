import type { Resource } from '../wire/wire.ts';
import { matchTemplate } from './path-template.ts';
import type { RoutedRequest } from './routed-request.ts';
import { headerOf, pathOnly, queryOf } from './routed-request.ts';
import { matchesWhole } from './url-map-regex.ts';
import { own } from '../kernel/own.ts';

type MatchRule = Resource<'HttpRouteRuleMatch'>;

/** What of a path a rule matched: the prefix that a rewrite replaces, and the variables of a template. */
export interface PathMatch {
  readonly prefix: string;
  readonly template?: string;
}

/** How a match rule (one of `matchRules[]`) matches a request; undefined if it does not. */
export function matchRule(rule: MatchRule, request: RoutedRequest): PathMatch | undefined {
  const match = matchPath(rule, pathOnly(request.path));
  if (match === undefined) return undefined;
  const { headerMatches = [], queryParameterMatches = [], metadataFilters = [] } = rule;
  const isMatch =
    headerMatches.every((item) => matchesHeader(item, request)) &&
    queryParameterMatches.every((item) => matchesParameter(item, request)) &&
    metadataFilters.every((item) => matchesMetadata(item, request));
  return isMatch ? match : undefined;
}

function matchPath(rule: MatchRule, path: string): PathMatch | undefined {
  const fold = (text: string): string => (rule.ignoreCase === true ? text.toLowerCase() : text);
  const { prefixMatch, fullPathMatch, regexMatch, pathTemplateMatch } = rule;
  if (fullPathMatch !== undefined) return fold(path) === fold(fullPathMatch) ? { prefix: path } : undefined;
  if (regexMatch !== undefined) return matchesWhole(regexMatch, path) ? { prefix: path } : undefined;
  if (pathTemplateMatch !== undefined) {
    return matchTemplate(pathTemplateMatch, path) === undefined
      ? undefined
      : { prefix: path, template: pathTemplateMatch };
  }
  if (prefixMatch === undefined) return { prefix: '/' };
  return fold(path).startsWith(fold(prefixMatch)) ? { prefix: path.slice(0, prefixMatch.length) } : undefined;
}

function matchesHeader(match: Resource<'HttpHeaderMatch'>, request: RoutedRequest): boolean {
  const value = headerOf(request, match.headerName ?? '');
  return matchesValue(match, value) !== (match.invertMatch === true);
}

function matchesValue(match: Resource<'HttpHeaderMatch'>, value: string | undefined): boolean {
  if (match.presentMatch !== undefined) return (value !== undefined) === match.presentMatch;
  if (value === undefined) return false;
  const { exactMatch, prefixMatch, suffixMatch, regexMatch, rangeMatch } = match;
  if (exactMatch !== undefined) return value === exactMatch;
  if (prefixMatch !== undefined) return value.startsWith(prefixMatch);
  if (suffixMatch !== undefined) return value.endsWith(suffixMatch);
  if (regexMatch !== undefined) return matchesWhole(regexMatch, value);
  if (rangeMatch === undefined || !/^[+-]?\d{1,19}$/.test(value)) return false;
  const { rangeStart, rangeEnd } = rangeMatch;
  const number = BigInt(value);
  return number >= BigInt(rangeStart || 0) && number < BigInt(rangeEnd || 0);
}

function matchesParameter(match: Resource<'HttpQueryParameterMatch'>, request: RoutedRequest): boolean {
  const value = new URLSearchParams(queryOf(request.path)).get(match.name ?? '');
  if (value === null) return false;
  const { exactMatch, regexMatch } = match;
  if (exactMatch !== undefined) return value === exactMatch;
  return regexMatch === undefined || matchesWhole(regexMatch, value);
}

function matchesMetadata(filter: Resource<'MetadataFilter'>, request: RoutedRequest): boolean {
  const { filterLabels: labels = [], filterMatchCriteria } = filter;
  const isMatch = ({ name = '', value }: Resource<'MetadataFilterLabelMatch'>): boolean =>
    own(request.metadata, name) === value;
  return filterMatchCriteria === 'MATCH_ANY' ? labels.some(isMatch) : labels.every(isMatch);
}
