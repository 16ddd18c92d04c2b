import type { Entry } from '../../kernel/entry.ts';
import type { State } from '../../kernel/state.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

type UrlMap = Resource<'UrlMap'>;
type Policy = UrlMap['defaultCustomErrorResponsePolicy'];

/**
 * What the parts of a map cost. The documentation says that rules, hosts and matchers cost units, and not how many; recordings
 * show 10 for a map alone, 61 for one with a host, a matcher and two rules for errors or a rule for one path, and one
 * more for each further rule for errors. What is between these is a guess.
 */
const UNITS = { map: 10, host: 1, pathMatcher: 48, rule: 1, match: 1 } as const;

/** What a URL map uses of the quota for configurations, and through how many forwarding rules. */
export function quotaUsage(path: string, { resource }: Entry<UrlMap>, state: State): NonNullable<UrlMap['status']> {
  return { quotaUsage: { forwardingRules: forwardingRulesOf(path, state), units: String(unitsOf(resource)) } };
}

/** Rules lead to a map through proxies for HTTP and HTTPS. */
function forwardingRulesOf(path: string, state: State): number {
  let count = 0;
  for (const proxies of ['targetHttpProxies', 'targetHttpsProxies'] as const) {
    scanUsersIn(state, proxies, path, (_proxy, proxy) => {
      scanUsersIn(state, 'forwardingRules', proxy, () => void count++);
    });
  }
  return count;
}

function unitsOf({ hostRules = [], pathMatchers = [], defaultCustomErrorResponsePolicy: policy }: UrlMap): number {
  const hosts = hostRules.flatMap(({ hosts: names = [] }) => names).length;
  const matchers = pathMatchers.map(matcherUnits).reduce((sum, units) => sum + units, 0);
  return UNITS.map + UNITS.host * hosts + errorUnits(policy) + matchers;
}

function matcherUnits(matcher: Resource<'PathMatcher'>): number {
  const { pathRules = [], routeRules = [] } = matcher;
  const paths = pathRules.map(
    ({ paths: each = [], customErrorResponsePolicy: policy }) => [each.length, policy] as const,
  );
  const routes = routeRules.map(
    ({ matchRules = [], customErrorResponsePolicy: policy }) => [matchRules.length, policy] as const,
  );
  return [...paths, ...routes].reduce(
    (sum, [matches, policy]) => sum + UNITS.rule + UNITS.match * matches + errorUnits(policy),
    UNITS.pathMatcher + errorUnits(matcher.defaultCustomErrorResponsePolicy),
  );
}

const errorUnits = (policy: Policy): number => UNITS.rule * (policy?.errorResponseRules?.length ?? 0);
