import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { templateFault, variablesIn, variablesOf } from '../../routing/path-template.ts';
import { actionOf } from '../../routing/url-map-action.ts';
import { compileRegex } from '../../routing/url-map-regex.ts';
import { checkNumber } from '../number-range.ts';
import { checkMetadataFilters } from './metadata-filters.ts';
import type { DecisionFields } from './url-map-decision-checks.ts';
import { checkDecision } from './url-map-decision-checks.ts';
import type { Resource } from '../../wire/wire.ts';

type RouteRule = Resource<'HttpRouteRule'>;

const LONGEST_PATH = 1024;
const PATHS = ['prefixMatch', 'fullPathMatch', 'regexMatch', 'pathTemplateMatch'] as const;
const HEADERS = ['exactMatch', 'prefixMatch', 'suffixMatch', 'regexMatch', 'presentMatch', 'rangeMatch'] as const;
const PARAMETERS = ['exactMatch', 'regexMatch', 'presentMatch'] as const;

/** @throws Refusal for the first fault of a path matcher's route rules */
export function checkRouteRules(rules: readonly RouteRule[], matcherField: string, names: DecisionFields): void {
  const priorities = new Set<number>();
  for (const [index, rule] of rules.entries()) {
    const field = `${matcherField}.routeRules[${index}]`;
    // Clients that leave out zeros cannot send the highest priority otherwise.
    const { priority = 0 } = rule;
    checkNumber(priority, [0, 2_147_483_647], `${field}.priority`);
    if (priorities.has(priority)) {
      throw invalid(`${field}.priority`, priority, 'Two route rules cannot have the same priority.');
    }
    priorities.add(priority);
    checkDecision(actionOf(rule), field, names);
    for (const [position, match] of (rule.matchRules ?? []).entries()) {
      checkMatch(match, `${field}.matchRules[${position}]`);
    }
    checkTemplateRewrite(rule, field);
  }
}

function checkMatch(match: Resource<'HttpRouteRuleMatch'>, field: string): void {
  if (PATHS.filter((name) => match[name] !== undefined).length > 1) {
    throw invalid(field, match, `Only one of ${PATHS.join(', ')} can be specified.`);
  }
  const { prefixMatch, regexMatch, pathTemplateMatch } = match;
  if (prefixMatch !== undefined && !prefixMatch.startsWith('/')) {
    throw invalid(`${field}.prefixMatch`, prefixMatch, 'Must start with "/".');
  }
  for (const name of ['prefixMatch', 'fullPathMatch', 'pathTemplateMatch'] as const) {
    const path = match[name];
    if (path === undefined || (path !== '' && path.length <= LONGEST_PATH)) continue;
    throw invalid(`${field}.${name}`, path, `The value must be from 1 to ${LONGEST_PATH} characters.`);
  }
  if (match.ignoreCase === true && regexMatch !== undefined) {
    throw invalid(`${field}.ignoreCase`, true, 'It must not be used with regexMatch.');
  }
  checkRegex(regexMatch, `${field}.regexMatch`);
  if (pathTemplateMatch !== undefined) {
    const fault = templateFault(pathTemplateMatch);
    if (fault !== undefined) throw invalid(`${field}.pathTemplateMatch`, pathTemplateMatch, fault);
  }
  checkMetadataFilters(match.metadataFilters, `${field}.metadataFilters`);
  checkOneOfEach(match.headerMatches, `${field}.headerMatches`, 'headerName', HEADERS);
  checkOneOfEach(match.queryParameterMatches, `${field}.queryParameterMatches`, 'name', PARAMETERS);
}

/** Each item of a list must name what it matches, and match it in exactly one way. */
function checkOneOfEach<Item extends JsonObject & { readonly regexMatch?: string | undefined }>(
  list: readonly Item[] = [],
  field: string,
  name: keyof Item & string,
  ways: readonly (keyof Item)[],
): void {
  for (const [index, item] of list.entries()) {
    if ((item[name] ?? '') === '') throw required(`${field}[${index}].${name}`);
    if (ways.filter((way) => item[way] !== undefined).length !== 1) {
      throw invalid(`${field}[${index}]`, item, `Exactly one of ${ways.join(', ')} must be specified.`);
    }
    checkRegex(item.regexMatch, `${field}[${index}].regexMatch`);
  }
}

function checkRegex(regex: string | undefined, field: string): void {
  if (regex === undefined || compileRegex(regex) !== undefined) return;
  throw invalid(field, regex, 'It is not a valid RE2 regular expression.');
}

/** A template rewrite needs a template to take its variables from. */
function checkTemplateRewrite({ routeAction, matchRules = [] }: RouteRule, field: string): void {
  const { pathTemplateRewrite } = routeAction?.urlRewrite ?? {};
  if (pathTemplateRewrite === undefined) return;
  const templates = matchRules.flatMap(({ pathTemplateMatch }) => pathTemplateMatch ?? []);
  const rewriteField = `${field}.routeAction.urlRewrite.pathTemplateRewrite`;
  if (templates.length === 0) {
    throw invalid(rewriteField, pathTemplateRewrite, 'It needs a match rule with pathTemplateMatch.');
  }
  for (const name of variablesIn(pathTemplateRewrite)) {
    if (templates.every((template) => variablesOf(template).includes(name))) continue;
    throw invalid(rewriteField, pathTemplateRewrite, `The variable '${name}' is not in pathTemplateMatch.`);
  }
}
