import { isObject } from '../../kernel/json.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { invalid } from '../../kernel/refusal.ts';
import { collectionOf, parsePath, parseScope } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { checkCachePolicies } from './url-map-cache-policies.ts';
import type { Found } from './url-map-fields.ts';
import { fieldsIn, linksIn } from './url-map-fields.ts';

type UrlMap = Resource<'UrlMap'>;
type Scheme = Resource<'BackendService'>['loadBalancingScheme'];

/** Schemes that may stand behind one map: the classic load balancer's services can be on their way to the managed one. */
const familyOf = (scheme: string): string => (scheme === 'EXTERNAL' ? 'EXTERNAL_MANAGED' : scheme);

/** Regular expressions are for the load balancers that are made of Envoys, but for the global external one. */
const hasRegexes = (scheme: string, isGlobal: boolean): boolean =>
  scheme.startsWith('INTERNAL') || (scheme === 'EXTERNAL_MANAGED' && !isGlobal);

/**
 * Checks the services of a URL map against its scope and against one another.
 *
 * @param schemes that a validation is for; by default those of the services
 * @throws Refusal for the first that does not fit
 */
export function checkUrlMapServices(
  urlMap: UrlMap,
  scope: string,
  transaction: Transaction,
  schemes: readonly string[] = [],
): void {
  const [expected] = schemes;
  let first: string | undefined = expected;
  const isGlobal = parseScope(scope).scopeKind === 'global';
  const advanced = advancedActionIn(urlMap);
  const template = fieldsIn(urlMap, 'resource').findLast(({ name }) => TEMPLATES.has(name));
  const links = linksIn(urlMap);
  for (const { field, link, path } of links) {
    if (!isInScope(path, scope)) {
      const what = collectionOf(path) === 'backendServices' ? 'service' : 'bucket';
      throw invalid(field, link, `The backend ${what} must be in the scope of the URL map.`);
    }
    const scheme = find(transaction, 'backendServices', path)?.resource.loadBalancingScheme;
    if (scheme === undefined) continue;
    if (scheme === 'EXTERNAL') {
      if (template !== undefined) throw incompatible(template, `${isGlobal ? 'Global' : 'Regional'} ${scheme}`);
      if (advanced) throw invalid(field, link, 'Advanced routing rules are not supported for scheme EXTERNAL');
    }
    first ??= scheme;
    if (familyOf(scheme) === familyOf(first)) continue;
    throw invalid(field, link, `Its load balancing scheme is ${scheme}, and that of another service is ${first}.`);
  }
  checkRegexes(urlMap, first, isGlobal);
  checkCachePolicies(urlMap, links, transaction);
}

/** Whether a map does more with requests than classic load balancers can: they only rewrite their URLs (documented). */
const advancedActionIn = (urlMap: UrlMap): boolean =>
  fieldsIn({ ...urlMap, tests: undefined }, 'resource').some(
    ({ name, value }) =>
      (name === 'routeAction' || name === 'defaultRouteAction') &&
      isObject(value) &&
      Object.keys(value).some((action) => action !== 'urlRewrite'),
  );

/** Whether a map redirects to HTTPS, which only those behind HTTP proxies may (documented). */
export const redirectsToHttps = (urlMap: UrlMap): boolean =>
  fieldsIn({ ...urlMap, tests: undefined }, 'resource').some(
    ({ name, value }) => name === 'httpsRedirect' && value === true,
  );

/** The load balancing scheme of the first service that a URL map sends requests to. */
export const schemeOf = (urlMap: UrlMap, transaction: Transaction): Scheme =>
  servicesOf(urlMap, transaction)[0]?.loadBalancingScheme;

/** The backend services that a URL map sends requests to. */
export const servicesOf = (urlMap: UrlMap, transaction: Transaction): readonly Resource<'BackendService'>[] =>
  linksIn(urlMap).flatMap(({ path }) => find(transaction, 'backendServices', path)?.resource ?? []);

/** Global buckets may be behind the maps of a region. */
function isInScope(path: string, scope: string): boolean {
  const { collection, scopeKind, location } = parsePath(path);
  if (collection === 'backendBuckets' && scopeKind === 'global') return true;
  const own = parseScope(scope);
  return scopeKind === own.scopeKind && location === own.location;
}

/** The schemes are documented. */
function checkRegexes(urlMap: UrlMap, scheme: string | undefined, isGlobal: boolean): void {
  if (scheme === undefined || hasRegexes(scheme, isGlobal)) return;
  const found = fieldsIn(urlMap, 'resource').find(({ name }) => name === 'regexMatch');
  if (found === undefined) return;
  throw invalid(found.field, found.value, `Regular expressions are not supported for scheme ${scheme}.`);
}

/** Fields of templates for paths. */
const TEMPLATES: ReadonlySet<string> = new Set(['pathTemplateMatch', 'pathTemplateRewrite']);

const incompatible = ({ field, value }: Found, balancer: string): Refusal =>
  invalid(
    field,
    value,
    'Fields matchRules.pathTemplateMatch and routeAction.urlRewrite.pathTemplateRewrite are incompatible with LB Type ' +
      balancer,
  );
