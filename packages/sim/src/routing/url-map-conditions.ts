import type { JsonObject } from '../kernel/json.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import { matchTemplate } from './path-template.ts';
import type { RoutedRequest } from './routed-request.ts';
import { headerOf, pathOnly, queryOf } from './routed-request.ts';
import { matchesWhole } from './url-map-regex.ts';

/** What of a path a rule matched: the prefix that a rewrite replaces, and the variables of a template. */
export interface PathMatch {
  readonly prefix: string;
  readonly template?: string;
}

/** How a match rule (one of `matchRules[]`) matches a request; undefined if it does not. */
export function matchRule(rule: JsonObject, request: RoutedRequest): PathMatch | undefined {
  const match = matchPath(rule, pathOnly(request.path));
  if (match === undefined) return undefined;
  const isMatch =
    asArray(rule['headerMatches']).every((item) => matchesHeader(asObject(item), request)) &&
    asArray(rule['queryParameterMatches']).every((item) => matchesParameter(asObject(item), request)) &&
    asArray(rule['metadataFilters']).every((item) => matchesMetadata(asObject(item), request));
  return isMatch ? match : undefined;
}

function matchPath(rule: JsonObject, path: string): PathMatch | undefined {
  const fold = (text: string): string => (rule['ignoreCase'] === true ? text.toLowerCase() : text);
  const { prefixMatch, fullPathMatch, regexMatch, pathTemplateMatch } = rule;
  if (typeof fullPathMatch === 'string') return fold(path) === fold(fullPathMatch) ? { prefix: path } : undefined;
  if (typeof regexMatch === 'string') return matchesWhole(regexMatch, path) ? { prefix: path } : undefined;
  if (typeof pathTemplateMatch === 'string') {
    return matchTemplate(pathTemplateMatch, path) === undefined
      ? undefined
      : { prefix: path, template: pathTemplateMatch };
  }
  if (typeof prefixMatch !== 'string') return { prefix: '/' };
  return fold(path).startsWith(fold(prefixMatch)) ? { prefix: path.slice(0, prefixMatch.length) } : undefined;
}

function matchesHeader(match: JsonObject, request: RoutedRequest): boolean {
  const value = headerOf(request, asString(match['headerName']));
  return matchesValue(match, value) !== (match['invertMatch'] === true);
}

function matchesValue(match: JsonObject, value: string | undefined): boolean {
  if (match['presentMatch'] !== undefined) return (value !== undefined) === match['presentMatch'];
  if (value === undefined) return false;
  const { exactMatch, prefixMatch, suffixMatch, regexMatch, rangeMatch } = match;
  if (typeof exactMatch === 'string') return value === exactMatch;
  if (typeof prefixMatch === 'string') return value.startsWith(prefixMatch);
  if (typeof suffixMatch === 'string') return value.endsWith(suffixMatch);
  if (typeof regexMatch === 'string') return matchesWhole(regexMatch, value);
  if (rangeMatch === undefined || !/^[+-]?\d{1,19}$/.test(value)) return false;
  const { rangeStart, rangeEnd } = asObject(rangeMatch);
  const number = BigInt(value);
  return number >= BigInt(asString(rangeStart) || 0) && number < BigInt(asString(rangeEnd) || 0);
}

function matchesParameter(match: JsonObject, request: RoutedRequest): boolean {
  const value = new URLSearchParams(queryOf(request.path)).get(asString(match['name']));
  if (value === null) return false;
  const { exactMatch, regexMatch } = match;
  if (typeof exactMatch === 'string') return value === exactMatch;
  return typeof regexMatch === 'string' ? matchesWhole(regexMatch, value) : true;
}

function matchesMetadata(filter: JsonObject, request: RoutedRequest): boolean {
  const isMatch = (label: unknown): boolean => {
    const { name, value } = asObject(label as JsonObject);
    return request.metadata?.[asString(name)] === value;
  };
  const labels = asArray(filter['filterLabels']);
  return filter['filterMatchCriteria'] === 'MATCH_ANY' ? labels.some(isMatch) : labels.every(isMatch);
}
