import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import type { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { cappedReason, DEFAULT_REMOVAL_CAP, RemovalCapError } from './plan/removal-cap.ts';
import type { RemovalCap } from './plan/removal-cap.ts';
import { inUse } from './cloud/refusal.test-support.ts';
import { checkNames, serviceNames, testPool } from './test-pool.test-support.ts';
import type { TestPool } from './test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: Backends;
let clock: TestPool['clock'];
const many = Array.from({ length: 24 }, (_, index) => 100 + index);

describe('the cap', () => {
  beforeEach(async () => {
    ({ cloud, pool, clock } = testPool({ resyncWithCloud: true, removalCap: undefined }));
    await pool.sync(many);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['gc', () => pool.gc([])],
    ['reconcile', () => pool.reconcile([])],
  ])('keeps %s from removing more than half, and says how to do it all the same', async (_, work) => {
    await expect(work()).rejects.toMatchObject({
      errors: [{ message: expect.stringMatching(/24 of 24 ports would go, .* 50 % .* force: true/) }],
    });
    await expect(serviceNames(cloud)).resolves.toHaveLength(24);
  });

  test('lets half go, and all by force', async () => {
    await pool.gc(many.slice(0, 12));
    await expect(serviceNames(cloud)).resolves.toHaveLength(12);
    await pool.gc([], { force: true });
    await expect(serviceNames(cloud)).resolves.toEqual([]);
  });

  test('does not keep the desired ports from being served', async () => {
    const error = await pool.reconcile([80]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ errors: [expect.any(RemovalCapError)] });
    await expect(serviceNames(cloud)).resolves.toContain('k8s-be-80');
  });

  test('can be planned around: a plan says that it is capped', async () => {
    await expect(pool.plan([])).resolves.toMatchObject({ waves: [], capped: expect.stringContaining('24 of 24') });
    await pool.apply(await pool.plan([], { force: true }));
    await expect(serviceNames(cloud)).resolves.toEqual([]);
  });

  test('keeps shutdown from deleting anything, and says how to do it all the same', async () => {
    await expect(pool.planShutdown()).resolves.toMatchObject({
      waves: [],
      capped: expect.stringContaining('24 of 24'),
    });
    await expect(pool.shutdown()).rejects.toThrow(/24 of 24 ports would go, .* force: true/);
    await expect(serviceNames(cloud)).resolves.toHaveLength(24);
    await pool.shutdown({ force: true });
    await expect(serviceNames(cloud)).resolves.toEqual([]);
    await expect(cloud.listInstanceGroups()).resolves.toEqual([]);
  });

  test('counts what went within the hour, and not what was asked for by name or by force', async () => {
    await pool.reconcile(many.slice(0, 14));
    await expect(pool.reconcile(many.slice(0, 11))).rejects.toThrow(
      '13 of 24 ports would go, 10 of them within the last hour already, and no more than 50 % may within an hour',
    );
    await pool.reconcile(many.slice(0, 12));
    await pool.delete(111);
    await pool.reconcile(many.slice(0, 8), { force: true });
    await expect(pool.reconcile(many.slice(0, 7))).rejects.toThrow('13 of 20 ports');
    clock.time = 3_600_000;
    await pool.reconcile(many.slice(0, 4));
    await expect(serviceNames(cloud)).resolves.toHaveLength(4);
  });

  test('counts no port that moved into a region', async () => {
    await pool.reconcile(many.map((nodePort) => ({ nodePort, scope: 'regions/r' })));
    await pool.reconcile(many.slice(1).map((nodePort) => ({ nodePort, scope: 'regions/r' })));
    await expect(serviceNames(cloud)).resolves.toEqual([]);
    await expect(cloud.listAllBackendServices()).resolves.toHaveLength(23);
  });
});

describe('where not all that is desired is known', () => {
  beforeEach(async () => {
    ({ cloud, pool, clock } = testPool({ resyncWithCloud: true }));
    await pool.sync([80, 81, 82]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['gc', () => pool.gc([80], { keep: [82] })],
    ['reconcile', () => pool.reconcile([80], { keep: [82] })],
    ['shutdown', () => pool.shutdown({ keep: [80, 82] })],
  ])('%s leaves the ports that are to be kept', async (_, work) => {
    await work();
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80', 'k8s-be-82']);
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(1);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['gc', () => pool.gc([80], { hold: true, force: true })],
    ['reconcile', () => pool.reconcile([80, 83], { hold: true, force: true })],
    ['shutdown', () => pool.shutdown({ hold: true, force: true })],
  ])('%s on hold removes nothing, by force neither', async (_, work) => {
    await work();
    await expect(serviceNames(cloud)).resolves.toEqual(expect.arrayContaining(['k8s-be-80', 'k8s-be-81', 'k8s-be-82']));
  });

  test('shutdown on hold keeps the groups, of no port too', async () => {
    await pool.reconcile([]);
    await pool.shutdown({ hold: true });
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(1);
  });

  test('a plan on hold tells what would have gone', async () => {
    const { waves, notices } = await pool.plan([80], { hold: true });
    expect(waves).toEqual([]);
    expect(notices.map(({ about }) => about)).toEqual(['nodePort 81', 'nodePort 82']);
  });
});

test.each<[number, number, RemovalCap, RegExp]>([
  [10, 10, { free: 10, share: 0.1 }, /^free to go$/],
  [3, 100, { count: 2 }, /3 ports would go/],
  [2, 100, { count: 2 }, /^free to go$/],
  [51, 100, { share: 0.5 }, /51 of 100/],
  [50, 100, { share: 0.5 }, /^free to go$/],
  [9, 10, DEFAULT_REMOVAL_CAP, /^9 of 10 ports would go, and no more than 50 % may at once$/],
  [2, 2, DEFAULT_REMOVAL_CAP, /^2 of 2/],
  [2, 3, DEFAULT_REMOVAL_CAP, /^2 of 3/],
  [1, 1, DEFAULT_REMOVAL_CAP, /^free to go$/],
  [0, 0, { count: 0, share: 0 }, /^free to go$/],
])('removing %i of %i with cap %j: %s', (going, present, cap, expected) => {
  expect(cappedReason({ what: 'ports', going, present }, cap) ?? 'free to go').toMatch(expected);
});

describe('the grace period', () => {
  beforeEach(async () => {
    ({ cloud, pool, clock } = testPool({ resyncWithCloud: true, graceMs: 60_000 }));
    await pool.sync([80, 81]);
  });

  test('leaves a port that is obsolete for the first time, and says for how long', async () => {
    await expect(pool.gc([80])).resolves.toMatchObject({
      outcomes: [],
      notices: [{ about: 'nodePort 81', message: expect.stringContaining('another 60 s') }],
    });
    clock.time = 59_999;
    await pool.gc([80]);
    await expect(serviceNames(cloud)).resolves.toHaveLength(2);
    clock.time = 60_000;
    await pool.gc([80]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
  });

  test('begins anew for a port that was desired in between', async () => {
    await pool.reconcile([80]);
    clock.time = 50_000;
    await pool.reconcile([80, 81]);
    clock.time = 70_000;
    await pool.reconcile([80]);
    await expect(serviceNames(cloud)).resolves.toHaveLength(2);
  });

  test('is no concern of delete', async () => {
    await pool.delete(81);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
  });
});

describe('what is in use', () => {
  beforeEach(async () => {
    ({ cloud, pool } = testPool({ resyncWithCloud: true }));
    await pool.sync([80, 81]);
    const refused = inUse('global/backendServices/k8s-be-80', 'urlMaps/web');
    cloud.refuse = (call) => (call === 'deleteBackendService k8s-be-80' ? refused : undefined);
  });

  test('is left with its check and reported, the rest goes, and the next run tries again', async () => {
    const { outcomes } = await pool.gc([]);
    expect(outcomes.map(({ step, outcome }) => `${outcome} ${step.name}`)).toEqual([
      'inUse k8s-be-80',
      'done k8s-be-81',
      'inUse k8s-be-80',
      'done k8s-be-81',
    ]);
    expect(outcomes[0]).toMatchObject({ refusal: { message: expect.stringContaining('urlMaps/web') } });
    cloud.refuse = () => undefined;
    await pool.gc([]);
    await expect(checkNames(cloud)).resolves.toEqual([]);
  });

  test('is an error where one port was to be deleted', async () => {
    await expect(pool.delete(80)).rejects.toThrow('urlMaps/web');
  });

  test('keeps its named ports', async () => {
    ({ pool } = testPool({ cloud, resyncWithCloud: true, namedPorts: 'prune' }));
    await pool.gc([]);
    await expect(cloud.getInstanceGroup('k8s-ig', 'zone-a')).resolves.toMatchObject({
      namedPorts: [{ name: 'port80', port: 80 }],
    });
  });
});

describe('a zone that is absent now', () => {
  test('keeps its group and its links', async () => {
    ({ cloud, pool } = testPool());
    cloud.zones = ['a', 'b'];
    await pool.sync([80]);
    cloud.zones = ['a'];
    cloud.calls.length = 0;
    await pool.reconcile([80]);
    expect(cloud.mutations).toBe(0);
  });

  test('loses them after as long as was asked for, and not where no zone is known', async () => {
    ({ cloud, pool, clock } = testPool({ retireZonesAfterMs: 1_000 }));
    cloud.zones = ['a', 'b'];
    await pool.sync([80, 81]);
    cloud.zones = ['a'];
    await pool.reconcile([80, 81]);
    clock.time = 999;
    await pool.reconcile([80, 81]);
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(2);
    clock.time = 1_000;
    await pool.reconcile([80, 81], { hold: true });
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(2);
    await pool.reconcile([80, 81]);
    const groups = await cloud.listInstanceGroups();
    expect(groups.map(({ selfLink }) => selfLink)).toEqual([cloud.link('zones/a/instanceGroups/k8s-ig')]);
    for (const { backends = [] } of await cloud.listBackendServices()) expect(backends).toHaveLength(1);
    cloud.zones = [];
    clock.time = 9_999;
    await pool.reconcile([80, 81]);
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(1);
  });

  test('goes alone, and more of them by force', async () => {
    ({ cloud, pool, clock } = testPool({ retireZonesAfterMs: 1_000, removalCap: undefined }));
    const zonesLeft = async (zones: readonly string[], force = false): Promise<number> => {
      cloud.zones = [...zones];
      await pool.reconcile([80], { force });
      clock.time += 1_000;
      await pool.reconcile([80], { force });
      return (await cloud.listInstanceGroups()).length;
    };
    await expect(zonesLeft(['a', 'b', 'c', 'd'])).resolves.toBe(4);
    await expect(zonesLeft(['a'])).rejects.toThrow('3 of 4 zones would go, and no more than 50 % may at once');
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(4);
    await expect(zonesLeft(['a', 'b', 'c'])).resolves.toBe(3);
    await expect(zonesLeft(['a'], true)).resolves.toBe(1);
  });
});
