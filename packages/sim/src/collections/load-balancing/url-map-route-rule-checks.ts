import type { Json, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { templateFault, variablesIn, variablesOf } from '../../routing/path-template.ts';
import { compileRegex } from '../../routing/url-map-regex.ts';
import { checkNumber } from '../number-range.ts';
import type { DecisionFields } from './url-map-decision-checks.ts';
import { checkDecision } from './url-map-decision-checks.ts';

const PATHS = ['prefixMatch', 'fullPathMatch', 'regexMatch', 'pathTemplateMatch'];
const HEADERS = ['exactMatch', 'prefixMatch', 'suffixMatch', 'regexMatch', 'presentMatch', 'rangeMatch'];
const PARAMETERS = ['exactMatch', 'regexMatch', 'presentMatch'];

/** @throws Refusal for the first fault of a path matcher's route rules */
export function checkRouteRules(matcher: JsonObject, matcherField: string, names: DecisionFields): void {
  const priorities = new Set<Json | undefined>();
  for (const [index, item] of asArray(matcher.routeRules).entries()) {
    const rule = asObject(item);
    const field = `${matcherField}.routeRules[${index}]`;
    const { priority } = rule;
    if (priority === undefined) throw required(`${field}.priority`);
    checkNumber(priority, [0, 2_147_483_647], `${field}.priority`);
    if (priorities.has(priority)) {
      throw invalid(`${field}.priority`, priority, 'Two route rules cannot have the same priority.');
    }
    priorities.add(priority);
    checkDecision(rule, field, names);
    for (const [position, match] of asArray(rule.matchRules).entries()) {
      checkMatch(asObject(match), `${field}.matchRules[${position}]`);
    }
    checkTemplateRewrite(rule, field);
  }
}

function checkMatch(match: JsonObject, field: string): void {
  if (PATHS.filter((name) => match[name] !== undefined).length > 1) {
    throw invalid(field, match, `Only one of ${PATHS.join(', ')} can be specified.`);
  }
  const { prefixMatch, fullPathMatch, regexMatch, pathTemplateMatch } = match;
  for (const [name, path] of Object.entries({ prefixMatch, fullPathMatch })) {
    if (typeof path === 'string' && !path.startsWith('/'))
      throw invalid(`${field}.${name}`, path, 'Must start with "/".');
  }
  checkRegex(regexMatch, `${field}.regexMatch`);
  if (typeof pathTemplateMatch === 'string') {
    const fault = templateFault(pathTemplateMatch);
    if (fault !== undefined) throw invalid(`${field}.pathTemplateMatch`, pathTemplateMatch, fault);
  }
  checkOneOfEach(match.headerMatches, `${field}.headerMatches`, 'headerName', HEADERS);
  checkOneOfEach(match.queryParameterMatches, `${field}.queryParameterMatches`, 'name', PARAMETERS);
}

/** Each item of a list must name what it matches, and match it in exactly one way. */
function checkOneOfEach(list: Json | undefined, field: string, name: string, ways: readonly string[]): void {
  for (const [index, item] of asArray(list).map(asObject).entries()) {
    if (asString(item[name]) === '') throw required(`${field}[${index}].${name}`);
    if (ways.filter((way) => item[way] !== undefined).length !== 1) {
      throw invalid(`${field}[${index}]`, item, `Exactly one of ${ways.join(', ')} must be specified.`);
    }
    checkRegex(item.regexMatch, `${field}[${index}].regexMatch`);
  }
}

function checkRegex(regex: Json | undefined, field: string): void {
  if (typeof regex !== 'string' || compileRegex(regex) !== undefined) return;
  throw invalid(field, regex, 'It is not a valid RE2 regular expression.');
}

/** A template rewrite needs a template to take its variables from. */
function checkTemplateRewrite(rule: JsonObject, field: string): void {
  const { pathTemplateRewrite } = asObject(asObject(rule.routeAction).urlRewrite);
  if (typeof pathTemplateRewrite !== 'string') return;
  const templates = asArray(rule.matchRules)
    .map((match) => asString(asObject(match).pathTemplateMatch))
    .filter((template) => template !== '');
  const rewriteField = `${field}.routeAction.urlRewrite.pathTemplateRewrite`;
  if (templates.length === 0) {
    throw invalid(rewriteField, pathTemplateRewrite, 'It needs a match rule with pathTemplateMatch.');
  }
  for (const name of variablesIn(pathTemplateRewrite)) {
    if (templates.every((template) => variablesOf(template).includes(name))) continue;
    throw invalid(rewriteField, pathTemplateRewrite, `The variable '${name}' is not in pathTemplateMatch.`);
  }
}
