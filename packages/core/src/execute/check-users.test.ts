import { beforeEach, expect, test } from 'vitest';
import type { Backends } from '../backends.ts';
import type { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { refusal } from '../cloud/refusal.test-support.ts';
import { testPool } from '../test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: Backends;
const NAME = 'k8s-be-80';
const HTTPS = { nodePort: 80, protocol: 'HTTPS' as const };

beforeEach(async () => {
  ({ cloud, pool } = testPool({ resyncWithCloud: true }));
  await pool.reconcile([80]);
});

const theirs = (description: string) =>
  cloud.createBackendService({
    name: 'theirs',
    description,
    healthChecks: [cloud.link(`global/healthChecks/${NAME}`)],
    backends: [],
  });

test.each(['', 'somebody’s', '{"gcepool/cluster":"other"}'])(
  'a health check that judges a backend service described %j as well stays, and so does what goes with it',
  async (description) => {
    await theirs(description);
    const before = await cloud.getHealthCheck(NAME);
    await expect(pool.reconcile([HTTPS, 81])).rejects.toThrow(
      /global\/healthChecks\/k8s-be-80 stays as it is, for it judges global\/backendServices\/theirs too, which is not of this pool: give that a health check of its own first/,
    );
    await expect(cloud.getHealthCheck(NAME)).resolves.toEqual(before);
    await expect(cloud.getBackendService(NAME)).resolves.toMatchObject({ protocol: 'HTTP' });
    await expect(cloud.getBackendService('k8s-be-81')).resolves.toBeDefined();

    await cloud.deleteBackendService('theirs');
    await pool.reconcile([HTTPS, 81]);
    await expect(cloud.getHealthCheck(NAME)).resolves.toMatchObject({ type: 'HTTPS' });
  },
);

test('what does not go with the check goes on: groups, settings, the security policy, and then nodes', async () => {
  await theirs('somebody’s');
  cloud.zones.push('zone-b');
  const wanted = {
    ...HTTPS,
    backendService: { timeoutSec: 60, securityPolicy: 'global/securityPolicies/armour' },
  };
  await expect(pool.reconcile([wanted])).rejects.toThrow(
    'Until then the port keeps this one and its protocol; all else of it is kept in step',
  );
  const { backends, ...service } = await cloud.getBackendService(NAME);
  expect(service).toMatchObject({ protocol: 'HTTP', timeoutSec: 60 });
  expect(service.securityPolicy).toMatch(/armour$/);
  expect(backends?.map(({ group, balancingMode }) => `${group?.split('/').at(-3)} ${balancingMode}`)).toEqual([
    'zone-a RATE',
    'zone-b RATE',
  ]);

  // By now there is nothing else to be done, and what fails is no reason for anybody to stay.
  const before = cloud.mutations;
  await expect(pool.reconcile([wanted])).rejects.toThrow('stays as it is');
  expect(cloud.mutations).toBe(before);
  const policy = { ...wanted, backendService: { ...wanted.backendService, securityPolicy: '' } };
  await expect(pool.reconcile([policy])).rejects.toThrow('stays as it is');
  expect((await cloud.getBackendService(NAME)).securityPolicy ?? '').toBe('');
  await pool.nodes.sync([{ name: 'n1', zone: 'zone-a' }]);
  await pool.nodes.sync([{ name: 'n2', zone: 'zone-a' }]);
  const group = await cloud.listInstances('k8s-ig', 'zone-a');
  expect(group.map((link) => link.split('/').at(-1))).toEqual(['n2']);
});

test.each([
  ['TCP', 'HTTP', 'CONNECTION'],
  ['HTTP', 'TCP', 'RATE'],
] as const)('a new group is balanced as %s is while that is spoken', async (spoken, wanted, mode) => {
  await pool.reconcile([{ nodePort: 81, protocol: spoken }]);
  await cloud.createBackendService({
    name: 'theirs',
    healthChecks: [cloud.link('global/healthChecks/k8s-be-81')],
    backends: [],
  });
  cloud.zones.push('zone-b');
  const balancing = { balancingMode: wanted === 'TCP' ? 'CONNECTION' : 'RATE' } as const;
  await expect(pool.sync([{ nodePort: 81, protocol: wanted, balancing }])).rejects.toThrow('stays as it is');
  const { protocol, backends } = await cloud.getBackendService('k8s-be-81');
  expect({ protocol, modes: backends?.map(({ balancingMode }) => balancingMode) }).toEqual({
    protocol: spoken,
    modes: [mode, mode],
  });
});

test('it stays where nobody can tell who uses it', async () => {
  cloud.refuse = (call) => (call === 'listAllBackendServices' ? refusal(403, 'forbidden', 'no') : undefined);
  await expect(pool.reconcile([HTTPS])).rejects.toThrow('which backend services use it cannot be read: no');
  await expect(cloud.getHealthCheck(NAME)).resolves.toMatchObject({ type: 'HTTP' });
});

test('who uses what is read once, however many change, and not where no endpoint can fail', async () => {
  await pool.reconcile([80, 81, 82]);
  cloud.calls.length = 0;
  const ports = [80, 81, 82].map((nodePort) => ({ nodePort, protocol: 'HTTPS' as const }));
  await pool.reconcile(ports);
  expect(cloud.calls.filter((call) => call === 'listAllBackendServices')).toHaveLength(1);
  cloud.calls.length = 0;
  await pool.reconcile(ports.map((port) => ({ ...port, healthCheck: { checkIntervalSec: 90 } })));
  expect(cloud.calls).not.toContain('listAllBackendServices');
});
