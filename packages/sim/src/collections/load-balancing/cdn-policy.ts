import { invalid } from '../../kernel/refusal.ts';
import { isGiven } from '../is-given.ts';
import { checkNumber } from '../number-range.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

/** Backend buckets have the same, but for some of what a cache key may hold. */
type CdnPolicy = Resource<'BackendServiceCdnPolicy'>;

/** What has a policy: a backend service or a backend bucket. */
export type Cached = { readonly cdnPolicy?: CdnPolicy | undefined };

const LONGEST_TTL_SEC = 31_622_400;
const LONGEST_STALE_SEC = 604_800;
const MOST_BYPASS_HEADERS = 5;

const TTL_FIELDS = ['clientTtl', 'defaultTtl', 'maxTtl'] as const;
const TTLS: {
  readonly [Mode in NonNullable<CdnPolicy['cacheMode']>]?: Pick<CdnPolicy, (typeof TTL_FIELDS)[number]>;
} = {
  CACHE_ALL_STATIC: { clientTtl: 3600, defaultTtl: 3600, maxTtl: 86_400 },
  FORCE_CACHE_ALL: { clientTtl: 3600, defaultTtl: 3600 },
};

/** The policy of what has Cloud CDN on and says nothing more (observed). */
const UNSAID: CdnPolicy = {
  cacheMode: 'CACHE_ALL_STATIC',
  ...TTLS.CACHE_ALL_STATIC,
  negativeCaching: true,
  requestCoalescing: true,
  serveWhileStale: 86_400,
};

/**
 * What the service fills in where Cloud CDN is on. The names of signing keys are its own: no client sends them.
 *
 * @param cacheKeyPolicy what a cache key holds unless told otherwise
 */
export function completeCdnPolicy(
  draft: Draft<Cached>,
  isEnabled: boolean,
  cacheKeyPolicy: CdnPolicy['cacheKeyPolicy'],
): void {
  if (!isEnabled) return;
  const { cdnPolicy: sent } = draft;
  if (sent === undefined) {
    draft.cdnPolicy = { ...UNSAID, ...(cacheKeyPolicy === undefined ? {} : { cacheKeyPolicy }) };
    return;
  }
  const { cacheMode = 'CACHE_ALL_STATIC' } = sent;
  draft.cdnPolicy = {
    cacheMode,
    ...TTLS[cacheMode],
    negativeCaching: false,
    requestCoalescing: true,
    serveWhileStale: 0,
    signedUrlCacheMaxAgeSec: '0',
    ...sent,
    // One that was not sent does not come back (a test of Terraform's provider).
    ...(sent.cacheKeyPolicy === undefined ? {} : { cacheKeyPolicy: { ...cacheKeyPolicy, ...sent.cacheKeyPolicy } }),
  };
}

/** The names of times as refusals have them. */
const TTL_NAMES = { clientTtl: 'client_ttl', defaultTtl: 'default_ttl', maxTtl: 'max_ttl' } as const;

/**
 * Which times go with which mode, in the words of reports: what is stored counts as well, and then it is the mode that is refused.
 *
 * @param sent what the request says of the policy
 */
function checkMode(policy: CdnPolicy, sent: Sent<CdnPolicy>): void {
  const { cacheMode = '' } = policy;
  for (const field of TTL_FIELDS) {
    const seconds = policy[field];
    if (seconds === undefined) continue;
    const name = TTL_NAMES[field];
    const isOfStatic = field === 'maxTtl' && cacheMode === 'FORCE_CACHE_ALL';
    if (cacheMode !== 'USE_ORIGIN_HEADERS' && !isOfStatic) continue;
    const explanation = isOfStatic
      ? `${name} must be specified with CACHE_ALL_STATIC cache_mode only.`
      : `${name} cannot be specified with USE_ORIGIN_HEADERS cache_mode.`;
    if (isGiven(sent[field])) throw invalid(`resource.cdnPolicy.${field}`, seconds, explanation);
    throw invalid('resource.cdnPolicy.cacheMode', cacheMode, explanation);
  }
}

/**
 * @param sent what the request says of the resource
 * @throws Refusal for what the service refuses in a policy
 */
export function checkCdnPolicy({ cdnPolicy: policy = {} }: Cached, sent: Sent<Cached>): void {
  const { maxTtl } = policy;
  checkMode(policy, sent.cdnPolicy ?? {});
  for (const field of TTL_FIELDS) {
    const seconds = policy[field];
    if (seconds === undefined) continue;
    checkNumber(seconds, [0, LONGEST_TTL_SEC], `resource.cdnPolicy.${field}`);
    if (maxTtl !== undefined && seconds > maxTtl) {
      throw invalid(`resource.cdnPolicy.${field}`, seconds, `It must not be greater than maxTtl, which is ${maxTtl}.`);
    }
  }
  if ((policy.negativeCachingPolicy ?? []).length > 0 && policy.negativeCaching !== true) {
    const explanation = 'negativeCaching must be enabled to configure negativeCachingPolicy.';
    throw invalid('resource.cdnPolicy.negativeCachingPolicy', policy.negativeCachingPolicy, explanation);
  }
  checkNegativeCodes(policy.negativeCachingPolicy ?? []);
  checkNumber(policy.serveWhileStale, [0, LONGEST_STALE_SEC], 'resource.cdnPolicy.serveWhileStale');
  if ((policy.bypassCacheOnRequestHeaders ?? []).length > MOST_BYPASS_HEADERS) {
    const explanation = `At most ${MOST_BYPASS_HEADERS} headers can be specified.`;
    throw invalid('resource.cdnPolicy.bypassCacheOnRequestHeaders', '', explanation);
  }
}

/** The status codes that can be cached for a time of their own (documented). */
const NEGATIVE_CODES: ReadonlySet<number> = new Set([300, 301, 302, 307, 308, 404, 405, 410, 421, 451, 501]);

function checkNegativeCodes(policies: NonNullable<CdnPolicy['negativeCachingPolicy']>): void {
  const seen = new Set<number>();
  for (const [index, { code }] of policies.entries()) {
    if (code === undefined) continue;
    const field = `resource.cdnPolicy.negativeCachingPolicy[${index}].code`;
    if (!NEGATIVE_CODES.has(code)) {
      throw invalid(field, code, `Only HTTP status codes ${[...NEGATIVE_CODES].join(', ')} can be specified.`);
    }
    if (seen.has(code)) throw invalid(field, code, 'A status code cannot be specified more than once.');
    seen.add(code);
  }
}
