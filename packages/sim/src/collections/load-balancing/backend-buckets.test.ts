import { describe, expect, test } from 'vitest';
import { LINK } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';

const BUCKETS = 'global/backendBuckets';
const REGIONAL = 'regions/us-east1/backendBuckets';

function stored(body: object = {}, collection = BUCKETS, project: TestProject = testProject()): JsonObject {
  project.make('POST', collection, { name: 'b', bucketName: 'bucket', ...body });
  return project.get(`${collection}/b`);
}

describe('a backend bucket', () => {
  test('has no CDN unless told so', () => {
    expect(stored()).toEqual({
      kind: 'compute#backendBucket',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 'b',
      bucketName: 'bucket',
      description: '',
      enableCdn: false,
      selfLink: `${LINK}${BUCKETS}/b`,
    });
  });

  test('of a region says nothing of CDN', () => {
    const bucket = stored({ loadBalancingScheme: 'EXTERNAL_MANAGED' }, REGIONAL);
    expect(bucket).toMatchObject({ region: `${LINK}regions/us-east1`, selfLink: `${LINK}${REGIONAL}/b` });
    expect(bucket).not.toHaveProperty('enableCdn');
  });

  test('with CDN has a policy, but no cache key', () => {
    expect(stored({ enableCdn: true })['cdnPolicy']).toEqual({
      cacheMode: 'CACHE_ALL_STATIC',
      clientTtl: 3600,
      defaultTtl: 3600,
      maxTtl: 86_400,
      negativeCaching: true,
      requestCoalescing: true,
      serveWhileStale: 86_400,
    });
  });

  test.each(['', 'UPPER', '-x', 'x', 'a/b', 'gs://bucket'])('is not of the bucket %j', (bucketName) => {
    expect(testProject().refusal('POST', BUCKETS, { name: 'b', bucketName })).toContain("'resource.bucketName'");
  });

  test('cannot be deleted while a URL map uses it, and names it', () => {
    const project = testProject();
    stored({}, BUCKETS, project);
    project.make('POST', 'global/urlMaps', { name: 'm', defaultService: `${BUCKETS}/b` });
    expect(project.get(`${BUCKETS}/b`)['usedBy']).toEqual([{ reference: `${LINK}global/urlMaps/m` }]);
    expect(project.refusal('DELETE', `${BUCKETS}/b`)).toBe(
      "400 The backend_bucket resource 'projects/p1/global/backendBuckets/b' is already being used by 'projects/p1/global/urlMaps/m'",
    );
  });

  test('lists its user, but takes none from a client', () => {
    const project = testProject();
    stored({ usedBy: [{ reference: 'x' }] }, BUCKETS, project);
    expect(project.get(`${BUCKETS}/b`)).not.toHaveProperty('usedBy');
  });
});
