import { expect, test } from 'vitest';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { NodePortHealthChecker } from './node-port-health-checker.ts';

test('checks come and go', async () => {
  const checker = new NodePortHealthChecker(new InMemoryCloud());
  await checker.createHealthCheck(checker.desired({ nodePort: 80, protocol: 'HTTP' }, 'k8s-be-80'));
  await expect(checker.getHealthCheck('k8s-be-8080')).rejects.toMatchObject({ code: 404 });
  await expect(checker.getHealthCheck('k8s-be-80')).resolves.toMatchObject({ httpHealthCheck: { requestPath: '/' } });
  await expect(checker.listHealthChecks()).resolves.toHaveLength(1);
  await checker.updateHealthCheck({ ...(await checker.getHealthCheck('k8s-be-80')), timeoutSec: 3 });
  await expect(checker.getHealthCheck('k8s-be-80')).resolves.toMatchObject({ timeoutSec: 3 });
  await expect(checker.deleteHealthCheck('k8s-be-8080')).rejects.toMatchObject({ code: 404 });
  await checker.deleteHealthCheck('k8s-be-80');
  await expect(checker.deleteHealthCheck('k8s-be-80')).rejects.toMatchObject({ code: 404 });
  await expect(checker.getHealthCheck('k8s-be-80')).rejects.toMatchObject({ code: 404 });
});

test('the default path is the one it was given', () => {
  const checker = new NodePortHealthChecker(new InMemoryCloud(), { requestPath: '/healthz' });
  expect(checker.desired({ nodePort: 80, protocol: 'HTTPS' }, 'c').httpsHealthCheck?.requestPath).toBe('/healthz');
});

test('a link is computed, not fetched', () => {
  const cloud = new InMemoryCloud();
  expect(new NodePortHealthChecker(cloud).link('c')).toBe(cloud.link('global/healthChecks/c'));
  expect(cloud.calls).toEqual([]);
});
