import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import { BalancingMode } from './ports/balancing-mode.ts';
import type { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { Namer } from './names/namer.ts';
import { invalid } from './cloud/refusal.test-support.ts';
import { checkNames, serviceNames, testPool } from './test-pool.test-support.ts';
import type { TestPool } from './test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: Backends;
let clock: TestPool['clock'];

beforeEach(() => {
  ({ cloud, pool, clock } = testPool({ resyncWithCloud: true }));
});

const groupLink = (zone = 'zone-a', name = 'k8s-ig'): string => cloud.link(`zones/${zone}/instanceGroups/${name}`);

describe('add', () => {
  test('makes backend service, health check and group, with the port named', async () => {
    await pool.add(8080);
    await expect(cloud.getBackendService('k8s-be-8080')).resolves.toMatchObject({
      protocol: 'HTTP',
      port: 8080,
      portName: 'port8080',
      description: '{"gcepool/cluster":"","gcepool/version":"1"}',
      healthChecks: [cloud.link('global/healthChecks/k8s-be-8080')],
      backends: [{ group: groupLink(), balancingMode: 'RATE', maxRatePerInstance: 1 }],
    });
    await expect(cloud.getHealthCheck('k8s-be-8080')).resolves.toMatchObject({ type: 'HTTP' });
    await expect(cloud.getInstanceGroup('k8s-ig', 'zone-a')).resolves.toMatchObject({
      namedPorts: [{ name: 'port8080', port: 8080 }],
    });
  });

  test('of an HTTPS port with a probe makes an HTTPS check that follows it', async () => {
    const readinessProbe = { httpGet: { path: '/my-special-path' }, periodSeconds: 10, timeoutSeconds: 1 };
    await pool.add(80);
    await pool.add({ nodePort: 443, protocol: 'HTTPS', readinessProbe });
    await expect(cloud.getBackendService('k8s-be-443')).resolves.toMatchObject({ protocol: 'HTTPS' });
    await expect(cloud.getHealthCheck('k8s-be-443')).resolves.toMatchObject({
      type: 'HTTPS',
      httpsHealthCheck: { port: 443, requestPath: '/my-special-path' },
    });
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject({ type: 'HTTP' });
  });

  test('puts back the link to the real group where somebody put a bogus one', async () => {
    await pool.add(80);
    await cloud.createInstanceGroup({ name: 'bogus' }, 'zone-a');
    const service = await cloud.getBackendService('k8s-be-80');
    await cloud.updateBackendService({
      ...service,
      backends: [{ group: groupLink('zone-a', 'bogus'), balancingMode: 'RATE', maxRate: 1 }],
    });
    cloud.calls.length = 0;
    await pool.add(80);
    expect(cloud.calls.filter((call) => call.startsWith('create'))).toEqual([]);
    const { backends = [] } = await cloud.getBackendService('k8s-be-80');
    expect(backends.map(({ group }) => group)).toContain(groupLink());
  });

  test('keeps groups that others have put there', async () => {
    await pool.add(80);
    await cloud.createInstanceGroup({ name: 'k8s-ig-foo' }, 'zone-a');
    await cloud.createInstanceGroup({ name: 'k8s-ig-bar' }, 'zone-a');
    const service = await cloud.getBackendService('k8s-be-80');
    const foreign = ['k8s-ig-foo', 'k8s-ig-bar'].map((name) => ({ group: groupLink('zone-a', name) }));
    await cloud.updateBackendService({ ...service, backends: [...(service.backends ?? []), ...foreign] });
    await pool.add(80);
    const { backends = [] } = await cloud.getBackendService('k8s-be-80');
    expect(backends.map(({ group }) => group)).toEqual([groupLink(), ...foreign.map(({ group }) => group)]);
  });

  test('of a changed protocol changes service and check', async () => {
    await pool.add(80);
    await pool.add({ nodePort: 80, protocol: 'HTTPS' });
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({ protocol: 'HTTPS' });
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject({ type: 'HTTPS' });
  });

  test.each([
    [BalancingMode.RATE, BalancingMode.UTILIZATION],
    [BalancingMode.UTILIZATION, BalancingMode.RATE],
  ])('where %s is refused, all backends have %s', async (refused, used) => {
    cloud.zones = ['zone-a', 'zone-b'];
    const isRefused = (body: unknown): boolean => JSON.stringify(body ?? '').includes(`"${refused}"`);
    cloud.refuse = (call, body) => (isRefused(body) ? invalid(`${refused} does not fit`) : undefined);
    await pool.sync([8080, 8081]);
    for (const { backends = [] } of await cloud.listBackendServices()) {
      expect(backends.map(({ balancingMode }) => balancingMode)).toEqual([used, used]);
    }
    await pool.gc([]);
    await expect(serviceNames(cloud)).resolves.toEqual([]);
  });
});

describe('get', () => {
  test('gives the service, and from then on gc may collect it', async () => {
    const other = testPool({ cloud });
    await other.pool.add(80);
    const fresh = testPool({ cloud }).pool;
    await expect(fresh.get(80)).resolves.toMatchObject({ name: 'k8s-be-80' });
    await fresh.gc([]);
    await expect(serviceNames(cloud)).resolves.toEqual([]);
  });

  test('rejects with 404 where there is none, and remembers nothing', async () => {
    await expect(pool.get({ nodePort: 80 })).rejects.toMatchObject({ code: 404 });
    await expect(pool.planGc([])).resolves.toMatchObject({ waves: [], notices: [] });
  });
});

describe('delete', () => {
  test('removes service, then check, ignored or not', async () => {
    ({ cloud, pool } = testPool({ ignorePorts: [80] }));
    await pool.add(80);
    cloud.calls.length = 0;
    await pool.delete(80);
    expect(cloud.calls).toEqual([
      'listBackendServices',
      'listHealthChecks',
      'deleteBackendService k8s-be-80',
      'deleteHealthCheck k8s-be-80',
    ]);
  });

  test('of what is not there is no failure', async () => {
    await expect(pool.delete(80)).resolves.toEqual({ outcomes: [], notices: [] });
  });

  test('removes a health check that is left alone', async () => {
    await cloud.createHealthCheck({ name: 'k8s-be-80', type: 'HTTP' });
    await pool.delete(80);
    await expect(checkNames(cloud)).resolves.toEqual([]);
  });
});

describe('sync and gc', () => {
  test('leave exactly the desired ports', async () => {
    await pool.add(81);
    await pool.add(90);
    await pool.sync([81, 82, 83]);
    await pool.gc([81, 82, 83]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-81', 'k8s-be-82', 'k8s-be-83']);
    await expect(checkNames(cloud)).resolves.toEqual(['k8s-be-81', 'k8s-be-82', 'k8s-be-83']);
    await pool.gc([81]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-81']);
  });

  test('leave services of others alone', async () => {
    const foreign = ['foo', 'k8s-be-foo', 'k8s--bar--foo', 'k8s-be-30001--uid'];
    for (const name of foreign) await cloud.createBackendService({ name });
    await pool.sync([81, 82, 83]);
    await pool.gc([81]);
    await cloud.createBackendService({ name: 'k8s-be-82' });
    clock.time += 30_001;
    await pool.gc([81]);
    await expect(serviceNames(cloud)).resolves.toEqual([...foreign, 'k8s-be-81'].toSorted());
  });

  test('names like those of ours but for a detail are left alone, and not asked for again and again', async () => {
    for (const name of ['k8s-be-080', 'k8s-be-80-custom', 'k8s-be-99999']) await cloud.createBackendService({ name });
    await expect(pool.planGc([])).resolves.toMatchObject({ waves: [], notices: [] });
  });

  test('sync without ports does nothing, gc reads two lists and deletes what is left over', async () => {
    await pool.sync([]);
    expect(cloud.calls).toEqual([]);
    await pool.gc([]);
    expect(cloud.calls).toEqual(['listBackendServices', 'listHealthChecks']);
  });

  test('gc of a pool that knows of nothing and looks at nothing makes no call', async () => {
    ({ cloud, pool } = testPool());
    await pool.gc([]);
    expect(cloud.calls).toEqual([]);
  });

  test('gc spares ignored ports, written as numbers or as digits', async () => {
    ({ cloud, pool } = testPool({ ignorePorts: [80, '81'] }));
    await pool.sync([80, 81, 82]);
    await pool.gc([]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80', 'k8s-be-81']);
  });

  test('gc removes nothing where a port to keep is no port', async () => {
    await pool.add(80);
    await expect(pool.gc([80_000])).rejects.toThrow('nodePort 80000: a nodePort is a whole number from 1 to 65535');
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
  });
});

test('shutdown removes what the pool made, groups included', async () => {
  ({ cloud, pool } = testPool());
  await pool.add(80);
  await pool.shutdown();
  await expect(serviceNames(cloud)).resolves.toEqual([]);
  await expect(checkNames(cloud)).resolves.toEqual([]);
  await expect(cloud.listInstanceGroups()).resolves.toEqual([]);
});

test('shutdown leaves groups that an ignored port still needs', async () => {
  ({ cloud, pool } = testPool({ ignorePorts: [80] }));
  await pool.sync([80, 81]);
  await pool.shutdown();
  await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
  await expect(cloud.listInstanceGroups()).resolves.toHaveLength(1);
});

test('list gives every service, those of others included', async () => {
  await cloud.createBackendService({ name: 'foo' });
  await pool.add(80);
  await expect(pool.list()).resolves.toMatchObject([{ name: 'foo' }, { name: 'k8s-be-80' }]);
});

test('status is the state of a member, or Unknown', async () => {
  await pool.add(80);
  await expect(pool.status('k8s-be-80')).resolves.toBe('Unknown');
  await cloud.addInstances('k8s-ig', 'zone-a', ['n1']);
  await expect(pool.status('k8s-be-80')).resolves.toBe('HEALTHY');
  cloud.states.set('n1', 'UNHEALTHY');
  await expect(pool.status('k8s-be-80')).resolves.toBe('UNHEALTHY');
  await expect(pool.health('k8s-be-80')).resolves.toMatchObject({ groups: [{ members: [{ state: 'UNHEALTHY' }] }] });
});

test('a new cluster name shows in the next change', async () => {
  const namer = new Namer('uid1');
  ({ cloud, pool } = testPool({ namer }));
  await pool.add(80);
  namer.clusterName = 'uid2';
  await pool.add(80);
  await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80--uid1', 'k8s-be-80--uid2']);
});
