import type { Json, JsonObject } from '../engine/json.ts';
import { isObject } from '../engine/json.ts';
import { invalid } from '../engine/refusal.ts';
import { pathOf } from '../engine/self-link.ts';
import type { Transaction } from '../engine/transaction.ts';

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
  urlMap: JsonObject,
  scope: string,
  transaction: Transaction,
  schemes: readonly string[] = [],
): void {
  const [wanted] = schemes;
  let first: string | undefined = wanted;
  for (const { field, link } of linksIn(urlMap, 'resource')) {
    const path = pathOf(link) ?? '';
    if (path.includes('/backendServices/') && !isInScope(path, scope)) {
      throw invalid(field, link, 'The backend service must be in the scope of the URL map.');
    }
    const scheme = transaction.get(path)?.resource['loadBalancingScheme'];
    if (typeof scheme !== 'string') continue;
    first ??= scheme;
    if (familyOf(scheme) === familyOf(first)) continue;
    throw invalid(field, link, `Its load balancing scheme is ${scheme}, and that of another service is ${first}.`);
  }
  checkRegexes(urlMap, 'resource', first, scope.endsWith('/global'));
}

function isInScope(path: string, scope: string): boolean {
  const [, , kind, name] = path.split('/');
  const [, , ownKind, ownName] = scope.split('/');
  return kind === ownKind && (kind === 'global' || name === ownName);
}

/** Every link to a backend service or bucket, with the field that holds it. */
function linksIn(value: Json | undefined, field: string): readonly { readonly field: string; readonly link: string }[] {
  if (typeof value === 'string') return /\/backend(?:Services|Buckets)\//.test(value) ? [{ field, link: value }] : [];
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => linksIn(item, `${field}[${index}]`));
  if (!isObject(value)) return [];
  // What a test expects is no reference.
  return Object.keys(value).flatMap((name) => (name === 'tests' ? [] : linksIn(value[name], `${field}.${name}`)));
}

function checkRegexes(value: Json | undefined, field: string, scheme: string | undefined, isGlobal: boolean): void {
  if (scheme === undefined || hasRegexes(scheme, isGlobal)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkRegexes(item, `${field}[${index}]`, scheme, isGlobal);
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (name !== 'regexMatch') checkRegexes(item, `${field}.${name}`, scheme, isGlobal);
      else throw invalid(`${field}.${name}`, item, `Regular expressions are not supported for scheme ${scheme}.`);
    }
  }
}
