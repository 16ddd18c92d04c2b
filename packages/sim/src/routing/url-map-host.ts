import type { JsonObject } from '../kernel/json.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';

const WILDCARD = '*';
const PORT = /:\d+$/;

/**
 * How well a host pattern fits a host: 0 if it does not, more for a longer fit, most for the host itself. The port of
 * the host counts only where the pattern names one.
 */
function fitOf(pattern: string, host: string): number {
  const wanted = pattern.toLowerCase();
  const given = PORT.test(wanted) ? host.toLowerCase() : host.toLowerCase().replace(PORT, '');
  if (wanted === given) return Number.POSITIVE_INFINITY;
  if (!wanted.startsWith(WILDCARD)) return 0;
  const suffix = wanted.slice(WILDCARD.length);
  return given.endsWith(suffix) ? wanted.length : 0;
}

/** The path matcher that a host is sent to, and where it is in the map; undefined when no host rule fits. */
export function matcherOfHost(
  urlMap: JsonObject,
  host: string,
): { readonly matcher: JsonObject; readonly index: number } | undefined {
  let best = 0;
  let name: string | undefined;
  for (const rule of asArray(urlMap['hostRules']).map(asObject)) {
    for (const pattern of asArray(rule['hosts'])) {
      const fit = fitOf(asString(pattern), host);
      if (fit > best) [best, name] = [fit, asString(rule['pathMatcher'])];
    }
  }
  const matchers = asArray(urlMap['pathMatchers']).map(asObject);
  const index = matchers.findIndex((matcher) => matcher['name'] === name);
  const matcher = matchers[index];
  return name === undefined || matcher === undefined ? undefined : { matcher, index };
}
