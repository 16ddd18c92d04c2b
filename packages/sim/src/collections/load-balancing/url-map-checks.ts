import { invalid, required } from '../../kernel/refusal.ts';
import { actionOf, defaultActionOf } from '../../routing/url-map-action.ts';
import type { Resource } from '../../wire/wire.ts';
import { checkDecision, refuseRouteRewrite } from './url-map-decision-checks.ts';
import { checkErrorPolicies } from './url-map-error-policies.ts';
import { checkRouteRules } from './url-map-route-rule-checks.ts';

type UrlMap = Resource<'UrlMap'>;

const MOST_PATHS = 1000;
const MOST_HOSTS = 1000;
const MOST_TESTS = 100;
/** A wildcard comes first and alone, or before a hyphen or a dot. */
const HOST = /^(?:\*(?:[-.][a-z0-9-.]+)?|[a-z0-9](?:[a-z0-9-.]*[a-z0-9])?)(?::\d{1,5})?$/i;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/;

/** @throws Refusal for the first fault of a URL map, a global or a regional one, that shows in the map alone */
export function checkUrlMap(urlMap: UrlMap, isGlobal: boolean): void {
  const byDefault = defaultActionOf(urlMap);
  checkDecision(byDefault, 'resource', DEFAULTS);
  refuseRouteRewrite(byDefault, 'resource', DEFAULTS);
  checkHostRules(urlMap);
  checkErrorPolicies(urlMap, isGlobal);
  for (const [index, matcher] of (urlMap.pathMatchers ?? []).entries()) {
    checkPathMatcher(matcher, `resource.pathMatchers[${index}]`);
  }
  if ((urlMap.tests ?? []).length > MOST_TESTS) {
    throw invalid('resource.tests', '', `At most ${MOST_TESTS} tests can be specified.`);
  }
}

/** Names of what decides where a default sends a request. */
const DEFAULTS = { service: 'defaultService', redirect: 'defaultUrlRedirect', action: 'defaultRouteAction' };
/** The same for a rule. */
const RULE = { service: 'service', redirect: 'urlRedirect', action: 'routeAction' };

/** Every host rule has a path matcher and every path matcher a host rule; no host is in two of them. */
function checkHostRules(urlMap: UrlMap): void {
  const matchers = (urlMap.pathMatchers ?? []).map(({ name }) => name);
  const used = new Set<string | undefined>();
  const hosts = new Set<string>();
  for (const [index, rule] of (urlMap.hostRules ?? []).entries()) {
    const { pathMatcher } = rule;
    const field = `resource.hostRules[${index}]`;
    if (!matchers.includes(pathMatcher ?? '')) {
      throw invalid(`${field}.pathMatcher`, pathMatcher, 'Bad path matcher name specified in host rule.');
    }
    used.add(pathMatcher);
    if ((rule.hosts ?? []).length === 0) throw required(`${field}.hosts`);
    for (const [position, host] of (rule.hosts ?? []).entries()) {
      checkHost(host, `${field}.hosts[${position}]`);
      if (hosts.has(host.toLowerCase())) {
        throw invalid(`${field}.hosts[${position}]`, host, 'A host can be in only one host rule.');
      }
      hosts.add(host.toLowerCase());
    }
  }
  if (hosts.size > MOST_HOSTS) throw invalid('resource.hostRules', '', `At most ${MOST_HOSTS} hosts can be specified.`);
  for (const [index, name] of matchers.entries()) {
    if (matchers.indexOf(name) !== index) {
      throw invalid(`resource.pathMatchers[${index}].name`, name, 'Two path matchers cannot have the same name.');
    }
    if (!used.has(name)) {
      throw invalid(`resource.pathMatchers[${index}].name`, name, 'The path matcher is not used by any host rule.');
    }
  }
}

function checkHost(host: string, field: string): void {
  if (HOST.test(host) && !IPV4.test(host)) return;
  throw invalid(field, host, 'It is not a valid host pattern.');
}

function checkPathMatcher(matcher: Resource<'PathMatcher'>, field: string): void {
  const { name = '', pathRules = [], routeRules = [] } = matcher;
  if (name === '') throw required(`${field}.name`);
  if (pathRules.length > 0 && routeRules.length > 0) {
    throw invalid(field, matcher, 'Only one of pathRules and routeRules can be specified.');
  }
  const byDefault = defaultActionOf(matcher);
  checkDecision(byDefault, field, DEFAULTS);
  refuseRouteRewrite(byDefault, field, DEFAULTS);
  const count = pathRules.reduce((sum, { paths = [] }) => sum + paths.length, 0);
  if (count > MOST_PATHS) {
    throw invalid(field, matcher, `Total number of paths is ${count}, which exceeds the limit ${MOST_PATHS}.`);
  }
  checkPathRules(pathRules, field);
  checkRouteRules(routeRules, field, RULE);
}

function checkPathRules(rules: readonly Resource<'PathRule'>[], field: string): void {
  const paths = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const ruleField = `${field}.pathRules[${index}]`;
    if ((rule.paths ?? []).length === 0) throw required(`${ruleField}.paths`);
    for (const [position, path] of (rule.paths ?? []).entries()) {
      const pathField = `${ruleField}.paths[${position}]`;
      checkPath(path, pathField);
      if (paths.has(path)) throw invalid(pathField, path, 'A path can be in only one path rule of a path matcher.');
      paths.add(path);
    }
    const action = actionOf(rule);
    checkDecision(action, ruleField, RULE);
    refuseRouteRewrite(action, ruleField, RULE);
  }
}

/** `*` may only be at the end, after a slash. */
function checkPath(path: string, field: string): void {
  const text = path.endsWith('/*') ? path.slice(0, -1) : path;
  if (path.startsWith('/') && !/[*?#]/.test(text)) return;
  throw invalid(field, path, 'A path must start with "/", may have "*" only at its end after "/", and no "?" or "#".');
}
