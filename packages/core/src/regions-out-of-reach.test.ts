import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import type { CloudBackendPoolOptions } from './backend-pool-options.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { Namer } from './names/namer.ts';
import { newBackendPool } from './new-backend-pool.ts';
import type { Scope, ServicePort } from './ports/service-port.ts';

const ZONE = 'here-a';
const HERE = 'regions/here' as const;
const THERE = 'regions/there' as const;
const TOLD = 'regions/there was left as it is, its backend services and health checks with it: there is out of reach';

let cloud: InMemoryCloud;
const poolOf = (options: Partial<CloudBackendPoolOptions> = {}): Backends =>
  newBackendPool({ cloud, namer: new Namer(), zones: [ZONE], resyncWithCloud: true, removalCap: false, ...options });
const cart = (nodePort: number, scope?: Scope): ServicePort => ({
  nodePort,
  service: 'shop/cart',
  servicePort: 'http',
  ...(scope && { scope }),
});
const eightyOne: ServicePort = { nodePort: 81, scope: HERE };
const till = { nodePort: 82, service: 'shop/till', servicePort: 'http' };
/** Backend services of the project, such as `there 80`. */
const services = async (): Promise<string[]> =>
  (await cloud.listAllBackendServices())
    .map(({ name, region }) => `${region?.split('/').at(-1) ?? 'global'} ${name?.split('-').at(-1)}`)
    .toSorted();

beforeEach(async () => {
  cloud = new InMemoryCloud([ZONE]);
  await poolOf().reconcile([cart(80, THERE), eightyOne, till]);
  cloud.unreachableRegions = ['there'];
  cloud.calls.length = 0;
});

describe('a region out of reach', () => {
  test('keeps nothing from the others, is left as it is and told, and made up for by the next run', async () => {
    const wanted = [{ ...eightyOne, protocol: 'HTTPS' as const }, till, 83];
    await expect(poolOf().reconcile([cart(80, THERE), ...wanted])).rejects.toThrow(TOLD);
    await expect(services()).resolves.toEqual(['global 82', 'global 83', 'here 81', 'there 80']);
    await expect(cloud.inRegion('here').getBackendService('k8s-be-81')).resolves.toMatchObject({ protocol: 'HTTPS' });
    expect(cloud.calls.filter((call) => /^(?:create|patch|delete).*-80/.test(call))).toEqual([]);
    cloud.unreachableRegions = [];
    await poolOf().reconcile([{ ...cart(80, THERE), backendService: { timeoutSec: 9 } }, ...wanted]);
    await expect(cloud.inRegion('there').getBackendService('k8s-be-80')).resolves.toMatchObject({ timeoutSec: 9 });
  });

  test.each([
    ['the same port', 82],
    ['another nodePort of the same service', 92],
  ])('keeps what is to be served in it by: %s', async (_, nodePort) => {
    const wanted = [cart(80, THERE), eightyOne, { ...till, nodePort, scope: THERE }];
    const before = await services();
    const { notices } = await poolOf().plan(wanted);
    expect(notices).toEqual([
      { about: 'nodePort 82', message: 'stays until what takes its place serves in regions/there' },
    ]);
    await expect(poolOf().reconcile(wanted)).rejects.toThrow(TOLD);
    await expect(services()).resolves.toEqual(before);
    cloud.unreachableRegions = [];
    await poolOf().reconcile(wanted);
    await expect(services()).resolves.toEqual(['here 81', 'there 80', `there ${nodePort}`]);
  });

  test('that a plan changes outdates it', async () => {
    cloud.unreachableRegions = [];
    const planned = await poolOf().plan([{ ...cart(80, THERE), protocol: 'HTTPS' }, eightyOne, till]);
    cloud.unreachableRegions = ['there'];
    await expect(poolOf().apply(planned)).rejects.toThrow(/regions\/there\/\S+ changed, or went out of reach/);
  });

  test('keeps named ports in groups, and health checks, as long as nobody can tell who asks for them there', async () => {
    const pruning = poolOf({ namedPorts: 'prune', regions: true });
    const namedPorts = async (): Promise<(number | undefined)[]> =>
      ((await cloud.getInstanceGroup('k8s-ig', ZONE)).namedPorts ?? []).map(({ port }) => port);
    await expect(pruning.reconcile([eightyOne])).rejects.toThrow(TOLD);
    await expect(services()).resolves.toEqual(['here 81', 'there 80']);
    await expect(namedPorts()).resolves.toEqual([80, 81, 82]);
    cloud.unreachableRegions = [];
    await pruning.reconcile([cart(80, THERE), eightyOne]);
    await expect(namedPorts()).resolves.toEqual([80, 81]);
  });

  test('is looked for in every run, however long observations are trusted', async () => {
    const trusting = poolOf({ trustMs: 1_000_000, clock: { now: () => 0 } });
    const wanted = [cart(80, THERE), eightyOne, till];
    await expect(trusting.reconcile(wanted)).rejects.toThrow(TOLD);
    cloud.unreachableRegions = [];
    await trusting.reconcile(wanted);
  });

  test('keeps members in the groups of its zones, and in those of no other region', async () => {
    const pool = poolOf({ healthyWithinMs: 0 });
    await pool.nodes.sync([{ name: 'n1', zone: ZONE }]);
    await pool.nodes.sync([{ name: 'n2', zone: ZONE }]);
    cloud.unreachableRegions = ['here'];
    await expect(pool.nodes.sync([{ name: 'n3', zone: ZONE }])).rejects.toThrow(
      'n2 left in until the backend services can be read: those of regions/here are not known: here is out of reach',
    );
    const members = await cloud.listInstances('k8s-ig', ZONE);
    expect(members.map((link) => link.split('/').at(-1))).toEqual(['n2', 'n3']);
  });

  test.each([
    ['delete', (pool: Backends) => pool.delete(80), ['global 82', 'here 81', 'there 80']],
    ['gc', (pool: Backends) => pool.gc([82]), ['global 82', 'there 80']],
    ['shutdown', (pool: Backends) => pool.shutdown(), ['there 80']],
  ])('is told by what only removes, which may have something to remove there: %s', async (_, remove, rest) => {
    await expect(remove(poolOf({ regions: true }))).rejects.toThrow(TOLD);
    await expect(services()).resolves.toEqual(rest);
    expect(cloud.calls.filter((call) => call.startsWith('deleteInstanceGroup'))).toEqual([]);
    cloud.unreachableRegions = [];
    await remove(poolOf({ regions: true }));
    await expect(services()).resolves.toEqual(rest.filter((service) => service !== 'there 80'));
  });

  test('in which the pool has no port is nobody’s concern', async () => {
    await poolOf().reconcile([eightyOne, till]);
    await expect(services()).resolves.toContain('there 80');
  });
});
