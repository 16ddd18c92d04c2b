import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { checkNumber } from '../number-range.ts';

const LONGEST_TTL_SEC = 31_622_400;
const LONGEST_STALE_SEC = 604_800;
const MOST_BYPASS_HEADERS = 5;

const TTLS: Readonly<Record<string, JsonObject>> = {
  CACHE_ALL_STATIC: { clientTtl: 3600, defaultTtl: 3600, maxTtl: 86_400 },
  FORCE_CACHE_ALL: { clientTtl: 3600, defaultTtl: 3600 },
};

/**
 * What the service fills in where Cloud CDN is on. The names of signing keys are its own: no client sends them.
 *
 * @param cacheKeyPolicy what a cache key holds unless told otherwise
 * @param before the policy as it was stored
 */
export function completeCdnPolicy(draft: JsonDraft, isEnabled: boolean, cacheKeyPolicy: JsonObject | undefined): void {
  if (!isEnabled) return;
  const sent = asObject(draft.cdnPolicy);
  const cacheMode = sent.cacheMode ?? 'CACHE_ALL_STATIC';
  const policy: JsonDraft = {
    cacheMode,
    ...TTLS[asString(cacheMode)],
    negativeCaching: false,
    requestCoalescing: true,
    serveWhileStale: 0,
    signedUrlCacheMaxAgeSec: '0',
    ...sent,
  };
  if (cacheKeyPolicy !== undefined) policy.cacheKeyPolicy = { ...cacheKeyPolicy, ...asObject(sent.cacheKeyPolicy) };
  draft.cdnPolicy = policy;
}

/** @throws Refusal for what the service refuses in a policy */
export function checkCdnPolicy(resource: JsonObject): void {
  const policy = asObject(resource.cdnPolicy);
  const { maxTtl } = policy;
  for (const field of ['clientTtl', 'defaultTtl', 'maxTtl']) {
    const seconds = policy[field];
    if (typeof seconds !== 'number') continue;
    checkNumber(seconds, [0, LONGEST_TTL_SEC], `resource.cdnPolicy.${field}`);
    if (typeof maxTtl === 'number' && seconds > maxTtl) {
      throw invalid(`resource.cdnPolicy.${field}`, seconds, `It must not be greater than maxTtl, which is ${maxTtl}.`);
    }
    if (policy.cacheMode === 'USE_ORIGIN_HEADERS') {
      throw invalid(`resource.cdnPolicy.${field}`, seconds, 'It cannot be set with the cache mode USE_ORIGIN_HEADERS.');
    }
  }
  checkNumber(policy.serveWhileStale, [0, LONGEST_STALE_SEC], 'resource.cdnPolicy.serveWhileStale');
  if (asArray(policy.bypassCacheOnRequestHeaders).length > MOST_BYPASS_HEADERS) {
    const explanation = `At most ${MOST_BYPASS_HEADERS} headers can be specified.`;
    throw invalid('resource.cdnPolicy.bypassCacheOnRequestHeaders', '', explanation);
  }
}
