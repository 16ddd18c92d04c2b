import { expect, test } from 'vitest';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { InstanceGroupPool } from '../nodes/instance-group-pool.ts';
import { Namer } from '../names/namer.ts';
import { refusal } from '../cloud/refusal.test-support.ts';
import { testPool } from '../test-pool.test-support.ts';

const zones = ['a', 'b'];

/** Two ports in two zones, with a node each; the probers are let in. */
async function served(): Promise<ReturnType<typeof testPool>> {
  const cloud = new InMemoryCloud(zones);
  cloud.firewalls = [{ sourceRanges: ['0.0.0.0/0'], allowed: [{ IPProtocol: 'tcp' }] }];
  const lab = testPool({ cloud });
  await lab.pool.sync([80, 81]);
  const nodes = zones.map((zone) => ({ name: `node-${zone}`, zone }));
  await new InstanceGroupPool(cloud, new Namer()).sync(nodes);
  await cloud.createBackendService({ name: 'theirs' });
  cloud.calls.length = 0;
  return lab;
}

test('per backend and per group: healthy of total, and the state of every endpoint; one list and a call for each group', async () => {
  const { cloud, pool } = await served();
  const health = await pool.healthOfAll();
  expect(health).toMatchObject([
    { nodePort: 80, name: 'k8s-be-80', healthy: 2, total: 2, groups: [{ healthy: 1, total: 1 }, { healthy: 1 }] },
    { nodePort: 81, healthy: 2, total: 2, groups: [{ members: [{ state: 'HEALTHY', port: 81 }] }, {}] },
  ]);
  expect(cloud.calls.map((call) => call.split(' ')[0])).toEqual(['listBackendServices', ...Array(4).fill('getHealth')]);
});

test('reasons are looked for once for all ports', async () => {
  const { cloud, pool } = await served();
  cloud.firewalls = [];
  cloud.states.set('node-b', 'UNHEALTHY');
  const health = await pool.healthOfAll();
  expect(health.map(({ healthy, total }) => `${healthy}/${total}`)).toEqual(['1/2', '1/2']);
  expect(health[1]?.groups.map(({ why }) => why)).toEqual([
    undefined,
    [
      '1 of 1 members do not pass the health check: it sends GET / (HTTP) to port 81, and takes no answer but 200',
      'no firewall rule lets health checks from 35.191.0.0/16 and 130.211.0.0/22 in to port 81',
    ],
  ]);
  expect(cloud.calls.filter((call) => /^(listFirewalls|getInstanceGroup)/.test(call))).toHaveLength(2);
});

test('one bad group hides no other, and an empty backend service is no trouble', async () => {
  const { cloud, pool } = await served();
  await cloud.createBackendService({ name: 'k8s-be-79' });
  cloud.refuse = (call) =>
    call.startsWith('getHealth k8s-be-80 zones/a') ? refusal(503, 'backendError', 'busy') : undefined;
  const [empty, half, whole] = await pool.healthOfAll();
  expect(empty).toMatchObject({ nodePort: 79, healthy: 0, total: 0, groups: [] });
  expect(half?.groups).toMatchObject([{ why: ['its health cannot be read: busy'] }, { healthy: 1 }]);
  expect(whole).toMatchObject({ healthy: 2, total: 2 });
});

test('only the ports that are asked for are read', async () => {
  const { cloud, pool } = await served();
  expect((await pool.healthOfAll([81, 99])).map(({ nodePort }) => nodePort)).toEqual([81]);
  expect(cloud.calls).toHaveLength(3);
  await expect(pool.healthOfAll([0])).rejects.toThrow('a nodePort is a whole number');
});

test('in a region, the region is asked', async () => {
  const cloud = new InMemoryCloud(['a']);
  const { pool } = testPool({ cloud, regions: true });
  await pool.sync([{ nodePort: 80, scope: 'regions/r' }]);
  const [health] = await pool.healthOfAll();
  expect(health).toMatchObject({
    nodePort: 80,
    region: 'r',
    groups: [{ why: expect.arrayContaining(['the group has no members']) }],
  });
});
