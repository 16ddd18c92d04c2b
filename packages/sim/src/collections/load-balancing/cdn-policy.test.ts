import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import type { Json } from '../../kernel/json.ts';

const SERVICES = 'global/backendServices';
const BUCKETS = 'global/backendBuckets';

function policyOf(cdnPolicy: object | undefined, project: TestProject = testProject()): Json | undefined {
  project.make('POST', SERVICES, { name: 'b', enableCDN: true, cdnPolicy });
  return project.get(`${SERVICES}/b`)['cdnPolicy'];
}

const common = {
  negativeCaching: false,
  requestCoalescing: true,
  serveWhileStale: 0,
  signedUrlCacheMaxAgeSec: '0',
};
const STATIC = { cacheMode: 'CACHE_ALL_STATIC', clientTtl: 3600, defaultTtl: 3600, maxTtl: 86_400 };

describe('what a policy is completed with', () => {
  test.each([
    [{}, STATIC],
    [
      { cacheMode: 'CACHE_ALL_STATIC', maxTtl: 7200 },
      { ...STATIC, maxTtl: 7200 },
    ],
    [{ cacheMode: 'FORCE_CACHE_ALL' }, { cacheMode: 'FORCE_CACHE_ALL', clientTtl: 3600, defaultTtl: 3600 }],
    [{ cacheMode: 'USE_ORIGIN_HEADERS' }, { cacheMode: 'USE_ORIGIN_HEADERS' }],
    [
      { serveWhileStale: 9, negativeCaching: true },
      { ...STATIC, serveWhileStale: 9, negativeCaching: true },
    ],
  ])('%j', (sent, expected) => {
    expect(policyOf(sent)).toEqual({ ...common, ...expected });
  });

  test('of a service that says nothing of it', () => {
    const cacheKeyPolicy = { includeHost: true, includeProtocol: true, includeQueryString: true };
    const unsaid = { ...STATIC, negativeCaching: true, requestCoalescing: true, serveWhileStale: 86_400 };
    expect(policyOf(undefined)).toEqual({ ...unsaid, cacheKeyPolicy });
  });

  test('a cache key of which a part was sent', () => {
    expect(policyOf({ cacheKeyPolicy: { includeHost: false, queryStringWhitelist: ['x'] } })).toMatchObject({
      cacheKeyPolicy: {
        includeHost: false,
        includeProtocol: true,
        includeQueryString: true,
        queryStringWhitelist: ['x'],
      },
    });
  });

  test('nothing where CDN is off', () => {
    const project = testProject();
    project.make('POST', SERVICES, { name: 'b' });
    expect(project.get(`${SERVICES}/b`)).not.toHaveProperty('cdnPolicy');
    project.make('PATCH', `${SERVICES}/b`, { enableCDN: true });
    expect(project.get(`${SERVICES}/b`)['cdnPolicy']).toMatchObject(STATIC);
  });
});

test.each([SERVICES, BUCKETS])('the mode of what is cached in %s goes with its times, sent or stored', (collection) => {
  const project = testProject();
  const more = collection === SERVICES ? { enableCDN: true } : { bucketName: 'some-bucket', enableCdn: true };
  const refusal = (cdnPolicy: object): string => project.refusal('POST', collection, { name: 'c', ...more, cdnPolicy });
  expect(refusal({ cacheMode: 'USE_ORIGIN_HEADERS', defaultTtl: 3600 })).toBe(
    "400 Invalid value for field 'resource.cdnPolicy.defaultTtl': '3600'. default_ttl cannot be specified with USE_ORIGIN_HEADERS cache_mode.",
  );
  expect(refusal({ cacheMode: 'FORCE_CACHE_ALL', maxTtl: 10_800 })).toBe(
    "400 Invalid value for field 'resource.cdnPolicy.maxTtl': '10800'. max_ttl must be specified with CACHE_ALL_STATIC cache_mode only.",
  );
  project.make('POST', collection, { name: 'b', ...more });
  expect(project.refusal('PATCH', `${collection}/b`, { cdnPolicy: { cacheMode: 'FORCE_CACHE_ALL' } })).toBe(
    "400 Invalid value for field 'resource.cdnPolicy.cacheMode': 'FORCE_CACHE_ALL'. max_ttl must be specified with CACHE_ALL_STATIC cache_mode only.",
  );
  project.make('PATCH', `${collection}/b`, { cdnPolicy: { cacheMode: 'FORCE_CACHE_ALL', maxTtl: null } });
  expect(project.get(`${collection}/b`)['cdnPolicy']).toMatchObject({ cacheMode: 'FORCE_CACHE_ALL' });
});

describe('a policy is refused', () => {
  test.each([
    [{ defaultTtl: -1 }, 'defaultTtl'],
    [{ maxTtl: 31_622_401 }, 'maxTtl'],
    [{ defaultTtl: 90_000 }, 'defaultTtl'],
    [{ clientTtl: 7201, maxTtl: 7200 }, 'clientTtl'],
    [{ cacheMode: 'USE_ORIGIN_HEADERS', clientTtl: 60 }, 'clientTtl'],
    [{ serveWhileStale: 604_801 }, 'serveWhileStale'],
    [{ negativeCachingPolicy: [{ code: 404 }] }, 'negativeCachingPolicy'],
    [{ negativeCaching: true, negativeCachingPolicy: [{ code: 500 }] }, 'negativeCachingPolicy[0].code'],
    [{ negativeCaching: true, negativeCachingPolicy: [{ code: 404 }, { code: 404 }] }, 'negativeCachingPolicy[1].code'],
    [{ negativeCaching: true, negativeCachingPolicy: [{ code: 404, ttl: 1801 }] }, 'negativeCachingPolicy[0].ttl'],
    [
      { bypassCacheOnRequestHeaders: Array.from({ length: 6 }, (_, index) => ({ headerName: `h${index}` })) },
      'bypassCacheOnRequestHeaders',
    ],
  ])('%j', (cdnPolicy, field) => {
    expect(testProject().refusal('POST', SERVICES, { name: 'b', enableCDN: true, cdnPolicy })).toContain(
      `400 Invalid value for field 'resource.cdnPolicy.${field}'`,
    );
  });
});
