import { beforeEach, describe, expect, test } from 'vitest';
import { readHealth, readStatus } from './service-health.ts';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { refusal } from '../cloud/refusal.test-support.ts';
import { testPool } from '../test-pool.test-support.ts';

let cloud: InMemoryCloud;

beforeEach(async () => {
  cloud = new InMemoryCloud(['a', 'b']);
  await testPool({ cloud }).pool.add(80);
  await cloud.addInstances('k8s-ig', 'a', ['n1', 'n2', 'n3']);
  cloud.states.set('n2', 'UNHEALTHY');
});

describe('the one word', () => {
  test('is the state of the first member of the first group, for two calls', async () => {
    cloud.calls.length = 0;
    await expect(readStatus(cloud, 'k8s-be-80')).resolves.toBe('HEALTHY');
    expect(cloud.calls).toEqual(['getBackendService k8s-be-80', 'getHealth k8s-be-80 zones/a/instanceGroups/k8s-ig']);
  });

  test('is Unknown for a service that is absent or has no backends, and where health cannot be read', async () => {
    await expect(readStatus(cloud, 'absent')).resolves.toBe('Unknown');
    await cloud.createBackendService({ name: 'empty' });
    cloud.calls.length = 0;
    await expect(readStatus(cloud, 'empty')).resolves.toBe('Unknown');
    expect(cloud.calls).toEqual(['getBackendService empty']);
    cloud.refuse = (call) => (call.startsWith('getHealth ') ? refusal(500, 'backendError', 'no') : undefined);
    await expect(readStatus(cloud, 'k8s-be-80')).resolves.toBe('Unknown');
  });
});

describe('the whole reading', () => {
  test('has every member of every group', async () => {
    const { groups } = await readHealth(cloud, 'k8s-be-80');
    expect(groups).toMatchObject([
      { group: cloud.link('zones/a/instanceGroups/k8s-ig'), healthy: 2, total: 3 },
      { group: cloud.link('zones/b/instanceGroups/k8s-ig'), healthy: 0, total: 0 },
    ]);
    expect(groups[0]?.members[1]).toEqual({
      instance: cloud.link('zones/a/instances/n2'),
      state: 'UNHEALTHY',
      port: 80,
    });
  });

  test('says why a group cannot be read, and reads the others', async () => {
    const error = refusal(403, 'forbidden', 'no permission');
    cloud.refuse = (call) => (call.endsWith('zones/a/instanceGroups/k8s-ig') ? error : undefined);
    const { groups } = await readHealth(cloud, 'k8s-be-80');
    expect(groups).toMatchObject([{ error, members: [] }, { members: [] }]);
  });

  test('rejects for a service that is absent', async () => {
    await expect(readHealth(cloud, 'absent')).rejects.toMatchObject({ code: 404 });
  });
});
