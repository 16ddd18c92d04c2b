import type { Resource } from '../wire/wire.ts';

const WILDCARD = '*';
const PORT = /:\d+$/;

/**
 * How well a host pattern fits a host: 0 if it does not, more for a longer fit, most for the host itself. The port of
 * the host counts only where the pattern names one.
 */
function fitOf(pattern: string, host: string): number {
  const lower = pattern.toLowerCase();
  const given = PORT.test(lower) ? host.toLowerCase() : host.toLowerCase().replace(PORT, '');
  if (lower === given) return Number.POSITIVE_INFINITY;
  if (!lower.startsWith(WILDCARD)) return 0;
  const suffix = lower.slice(WILDCARD.length);
  return given.endsWith(suffix) ? lower.length : 0;
}

/** The path matcher that a host is sent to, and where it is in the map; undefined when no host rule fits. */
export function matcherOfHost(
  { hostRules = [], pathMatchers = [] }: Resource<'UrlMap'>,
  host: string,
): { readonly matcher: Resource<'PathMatcher'>; readonly index: number } | undefined {
  let best = 0;
  let name: string | undefined;
  for (const { hosts = [], pathMatcher = '' } of hostRules) {
    for (const pattern of hosts) {
      const fit = fitOf(pattern, host);
      if (fit > best) [best, name] = [fit, pathMatcher];
    }
  }
  const index = pathMatchers.findIndex((matcher) => matcher.name === name);
  const matcher = pathMatchers[index];
  return name === undefined || matcher === undefined ? undefined : { matcher, index };
}
