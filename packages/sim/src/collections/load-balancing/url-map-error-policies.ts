import { invalid, required } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';

type UrlMap = Resource<'UrlMap'>;
type Policy = UrlMap['defaultCustomErrorResponsePolicy'];

/** A status of an error, or all that begin with a digit. */
const CODES = /^(?:[45]\d\d|[45]xx)$/;

/**
 * @param isGlobal whether the map is no regional one, whose load balancers answer errors with no service
 * @throws Refusal for a policy on errors, at any level of a map, that is not as the API's text has it
 */
export function checkErrorPolicies(
  { defaultCustomErrorResponsePolicy: byDefault, pathMatchers = [] }: UrlMap,
  isGlobal: boolean,
): void {
  const checkPolicy = (policy: Policy, field: string): void => {
    const { errorService = '' } = policy ?? {};
    if (errorService !== '' && !isGlobal) {
      throw invalid(`${field}.errorService`, errorService, 'It is not supported for regional load balancers.');
    }
    checkCodes(policy, field);
  };
  checkPolicy(byDefault, 'resource.defaultCustomErrorResponsePolicy');
  // Policies further down take the service of this one.
  const hasRules = (byDefault?.errorResponseRules ?? []).length > 0;
  if (hasRules && (byDefault?.errorService ?? '') === '') {
    throw required('resource.defaultCustomErrorResponsePolicy.errorService');
  }
  for (const [index, matcher] of pathMatchers.entries()) {
    const field = `resource.pathMatchers[${index}]`;
    checkPolicy(matcher.defaultCustomErrorResponsePolicy, `${field}.defaultCustomErrorResponsePolicy`);
    for (const list of ['pathRules', 'routeRules'] as const) {
      for (const [at, rule] of (matcher[list] ?? []).entries()) {
        checkPolicy(rule.customErrorResponsePolicy, `${field}.${list}[${at}].customErrorResponsePolicy`);
      }
    }
  }
}

function checkCodes(policy: Policy, field: string): void {
  const seen = new Set<string>();
  for (const [index, { matchResponseCodes = [] }] of (policy?.errorResponseRules ?? []).entries()) {
    for (const [at, code] of matchResponseCodes.entries()) {
      const place = `${field}.errorResponseRules[${index}].matchResponseCodes[${at}]`;
      if (!CODES.test(code)) throw invalid(place, code, 'Must be a number between 400 and 599, 4xx or 5xx.');
      if (seen.has(code)) throw invalid(place, code, 'It must be unique across all errorResponseRules of the policy.');
      seen.add(code);
    }
  }
}
