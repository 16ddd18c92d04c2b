import type { BackendServiceSettings } from '@gcepool/core';
import { booleanIn, numberIn, objectIn, objectsIn, textIn, textsIn } from '../objects/checked-field.ts';
import type { JsonObject } from '../objects/json-object.ts';

/** What a field of a BackendConfig's `spec` comes to. */
export interface ReadField {
  readonly backendService?: BackendServiceSettings;
  readonly notes?: readonly string[];
}

type CdnPolicy = NonNullable<BackendServiceSettings['cdnPolicy']>;

/** Cloud CDN as a BackendConfig says it: the same fields as in GCE, but for the cache key and the keys of signed URLs. */
export function cdnFrom(spec: JsonObject): ReadField {
  const cdn = objectIn(spec, 'cdn');
  const enableCDN = booleanIn(cdn, 'enabled') ?? false;
  if (!enableCDN) return { backendService: { enableCDN } };
  const cdnPolicy = policyFrom(cdn);
  return {
    backendService: { enableCDN, ...(Object.keys(cdnPolicy).length > 0 && { cdnPolicy }) },
    notes: objectsIn(cdn, 'signedUrlKeys').length === 0 ? [] : [signedUrlNote],
  };
}

const signedUrlNote =
  'has cdn.signedUrlKeys, which the pool does not add; use `gcloud compute backend-services add-signed-url-key`';

function policyFrom(cdn: JsonObject): CdnPolicy {
  const cacheMode = textIn(cdn, 'cacheMode');
  // GCE refuses times that the mode leaves to the origin.
  const isOrigins = cacheMode === 'USE_ORIGIN_HEADERS';
  const hasMaxTtl = cacheMode === undefined || cacheMode === 'CACHE_ALL_STATIC';
  const signedUrlCacheMaxAgeSec = numberIn(cdn, 'signedUrlCacheMaxAgeSec');
  const given: CdnPolicy = {
    cacheMode,
    clientTtl: isOrigins ? undefined : numberIn(cdn, 'clientTtl'),
    defaultTtl: isOrigins ? undefined : numberIn(cdn, 'defaultTtl'),
    maxTtl: hasMaxTtl ? numberIn(cdn, 'maxTtl') : undefined,
    negativeCaching: booleanIn(cdn, 'negativeCaching'),
    requestCoalescing: booleanIn(cdn, 'requestCoalescing'),
    serveWhileStale: numberIn(cdn, 'serveWhileStale'),
    signedUrlCacheMaxAgeSec: signedUrlCacheMaxAgeSec === undefined ? undefined : String(signedUrlCacheMaxAgeSec),
    cacheKeyPolicy: cdn['cachePolicy'] === undefined ? undefined : cacheKeyFrom(objectIn(cdn, 'cachePolicy')),
    negativeCachingPolicy:
      cdn['negativeCachingPolicy'] === undefined
        ? undefined
        : objectsIn(cdn, 'negativeCachingPolicy').map((one) => ({
            code: numberIn(one, 'code') ?? 0,
            ttl: numberIn(one, 'ttl') ?? 0,
          })),
    bypassCacheOnRequestHeaders:
      cdn['bypassCacheOnRequestHeaders'] === undefined
        ? undefined
        : objectsIn(cdn, 'bypassCacheOnRequestHeaders').map((one) => ({ headerName: textIn(one, 'headerName') ?? '' })),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** What a cache policy leaves out is false. */
function cacheKeyFrom(policy: JsonObject): NonNullable<CdnPolicy['cacheKeyPolicy']> {
  const includeQueryString = booleanIn(policy, 'includeQueryString') ?? false;
  const [blacklist, whitelist] = [textsIn(policy, 'queryStringBlacklist'), textsIn(policy, 'queryStringWhitelist')];
  return {
    includeHost: booleanIn(policy, 'includeHost') ?? false,
    includeProtocol: booleanIn(policy, 'includeProtocol') ?? false,
    includeQueryString,
    ...(includeQueryString && blacklist.length > 0 && { queryStringBlacklist: blacklist }),
    ...(includeQueryString && whitelist.length > 0 && { queryStringWhitelist: whitelist }),
  };
}

/** Identity-Aware Proxy as a BackendConfig says it. Its credentials are secrets, which no plan may show. */
export function iapFrom(spec: JsonObject): ReadField {
  const iap = objectIn(spec, 'iap');
  const enabled = booleanIn(iap, 'enabled') ?? false;
  if (enabled && iap['oauthclientCredentials'] !== undefined && iap['oauthclientCredentials'] !== null) {
    return {
      notes: [
        'has iap with OAuth credentials, which the pool does not set: until you do, requests pass without IAP; ' +
          'what `gcloud compute backend-services update --iap=enabled,oauth2-client-id=…,oauth2-client-secret=…` sets stays',
      ],
    };
  }
  return { backendService: { iap: { enabled } } };
}
