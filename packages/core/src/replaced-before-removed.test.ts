import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { inUse, refusal } from './cloud/refusal.test-support.ts';
import { checkNames, serviceNames, testPool } from './test-pool.test-support.ts';
import type { TestPool } from './test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: Backends;
let clock: TestPool['clock'];

const changes = (): string[] => cloud.calls.filter((call) => /^(?:create|delete|patch|setNamed)/.test(call));

describe('a backend service goes after the one that takes its place', () => {
  const at = (nodePort: number): { nodePort: number; service: string; servicePort: string } => ({
    nodePort,
    service: 'shop/cart',
    servicePort: 'http',
  });
  beforeEach(async () => {
    ({ cloud, pool } = testPool({ resyncWithCloud: true }));
    await pool.reconcile([at(80), 81]);
    cloud.calls.length = 0;
  });
  const refuseCreation = (): void => {
    cloud.refuse = (call) =>
      call.startsWith('createBackendService') ? refusal(403, 'quotaExceeded', 'no') : undefined;
  };

  test('where a Kubernetes service has another nodePort', async () => {
    await pool.reconcile([at(90), 81]);
    expect(changes()).toEqual([
      'setNamedPorts zones/zone-a/instanceGroups/k8s-ig',
      'createHealthCheck k8s-be-90',
      'createBackendService k8s-be-90',
      'deleteBackendService k8s-be-80',
      'deleteHealthCheck k8s-be-80',
    ]);
  });

  test('and stays where that cannot be made, while others go', async () => {
    refuseCreation();
    await expect(pool.reconcile([at(90)])).rejects.toMatchObject({ errors: [{ nodePort: 80 }, { nodePort: 90 }] });
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
    await expect(checkNames(cloud)).resolves.toEqual(['k8s-be-80', 'k8s-be-90']);
  });

  test('and stays where that does not reach all groups yet', async () => {
    cloud.zones.push('zone-b');
    await pool.reconcile([at(80), 81]);
    cloud.refuse = (call) =>
      call.startsWith('setNamedPorts zones/zone-b') ? refusal(503, 'backendError', 'down') : undefined;
    await expect(pool.reconcile([at(90), 81])).rejects.toMatchObject({ errors: [{ nodePort: 80 }, { nodePort: 90 }] });
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80', 'k8s-be-81', 'k8s-be-90']);
    cloud.refuse = () => undefined;
    await pool.reconcile([at(90), 81]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-81', 'k8s-be-90']);
  });

  test('where its port moves into a region', async () => {
    refuseCreation();
    await expect(pool.reconcile([{ ...at(80), scope: 'regions/r' }, 81])).rejects.toMatchObject({
      errors: [{ nodePort: 80 }],
    });
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80', 'k8s-be-81']);
    cloud.refuse = () => undefined;
    await pool.reconcile([{ ...at(80), scope: 'regions/r' }, 81]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-81']);
  });
});

describe('a named port stays', () => {
  beforeEach(async () => {
    ({ cloud, pool } = testPool({ resyncWithCloud: true, namedPorts: 'prune' }));
    await pool.reconcile([80, 81]);
  });
  const namedPorts = async (): Promise<unknown> =>
    (await cloud.getInstanceGroup('k8s-ig', 'zone-a')).namedPorts?.map(({ name }) => name);

  test('while a backend service of others asks the group for it', async () => {
    const { healthChecks = [], backends = [] } = await cloud.getBackendService('k8s-be-81');
    await cloud.createHealthCheck({ name: 'mine', type: 'HTTP' });
    const mine = { name: 'mine', portName: 'port80', healthChecks: [cloud.link('global/healthChecks/mine')], backends };
    expect(healthChecks).toHaveLength(1);
    await cloud.createBackendService(mine);
    await pool.reconcile([], { force: true });
    await expect(namedPorts()).resolves.toEqual(['port80']);
    await expect(serviceNames(cloud)).resolves.toEqual(['mine']);
  });

  test('while its own backend service is in use', async () => {
    cloud.refuse = (call) =>
      call === 'deleteBackendService k8s-be-80' ? inUse('global/backendServices/k8s-be-80', 'urlMaps/web') : undefined;
    await pool.reconcile([], { force: true });
    await expect(namedPorts()).resolves.toEqual(['port80']);
  });
});

describe('the group of a zone that was left', () => {
  beforeEach(async () => {
    ({ cloud, pool, clock } = testPool({ cloud: new InMemoryCloud(['a', 'b']), retireZonesAfterMs: 1_000 }));
    await pool.sync([80]);
    await pool.nodes.sync([{ name: 'n1', zone: 'b' }]);
    cloud.zones = ['a'];
    await pool.reconcile([80]);
    clock.time = 1_000;
  });
  const groups = async (): Promise<unknown> => (await cloud.getBackendService('k8s-be-80')).backends?.length;

  test('stays linked while it has members, and is told of', async () => {
    await expect(pool.reconcile([80])).resolves.toMatchObject({
      outcomes: [],
      notices: [
        {
          about: 'zones/b/instanceGroups/k8s-ig',
          message: 'has no nodes any more and still 1 member, and stays until they have left it',
        },
      ],
    });
    await expect(groups()).resolves.toBe(2);
  });

  test('goes when they have left it for nodes that are healthy', async () => {
    cloud.states.set('n2', 'UNHEALTHY');
    await expect(pool.nodes.sync([{ name: 'n2', zone: 'a' }])).rejects.toThrow('n1 left in');
    await pool.reconcile([80]);
    await expect(groups()).resolves.toBe(2);
    cloud.states.set('n2', 'HEALTHY');
    await pool.nodes.sync([{ name: 'n2', zone: 'a' }]);
    await pool.reconcile([80]);
    await expect(groups()).resolves.toBe(1);
  });

  test('goes by force', async () => {
    await pool.reconcile([80], { force: true });
    await expect(groups()).resolves.toBe(1);
  });
});
