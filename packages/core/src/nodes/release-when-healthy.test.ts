import { beforeEach, describe, expect, test } from 'vitest';
import { newBackendPool } from '../new-backend-pool.ts';
import type { Backends } from '../backends.ts';
import type { CloudBackendPoolOptions } from '../backend-pool-options.ts';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { lastSegment } from '../cloud/link.ts';
import { refusal } from '../cloud/refusal.test-support.ts';
import { Namer } from '../names/namer.ts';

let cloud: InMemoryCloud;
/** Time passes in sleep alone, and what is to happen by then happens. */
let clock: { time: number; now(): number; sleep(ms: number): Promise<void>; random(): number };
let dice = 0;
let onTime: (time: number) => void;

const poolOf = (options: Partial<CloudBackendPoolOptions> = {}): Backends =>
  newBackendPool({ cloud, namer: new Namer(), zones: ['a', 'b'], clock, ...options });

const node = (name: string, zone = 'a'): { name: string; zone: string } => ({ name, zone });
const members = async (zone = 'a'): Promise<string[]> =>
  (await cloud.listInstances('k8s-ig', zone)).map((member) => lastSegment(member)).toSorted();
const healthCalls = (): number => cloud.calls.filter((call) => call.startsWith('getHealth')).length;

/** Two ports are served by n1 and n2 of zone a. */
beforeEach(async () => {
  cloud = new InMemoryCloud(['a', 'b']);
  onTime = () => undefined;
  clock = {
    time: 0,
    now: () => clock.time,
    sleep: async (ms) => onTime((clock.time += ms)),
    // Pools that share it make request ids of their own.
    random: () => ((dice = (dice + 0.618) % 1), dice),
  };
  const pool = poolOf();
  await pool.sync([80, 81]);
  await pool.nodes.sync([node('n1'), node('n2')]);
  cloud.calls.length = 0;
});

describe('what serves stays in its group', () => {
  test('until what replaces it is healthy', async () => {
    cloud.states.set('n3', 'UNHEALTHY');
    onTime = (time) => {
      if (time >= 60_000) cloud.states.set('n3', 'HEALTHY');
    };
    const removals: number[] = [];
    cloud.refuse = (call) => {
      if (call.startsWith('removeInstances')) removals.push(clock.time);
      return undefined;
    };
    await poolOf().nodes.sync([node('n2'), node('n3')]);
    await expect(members()).resolves.toEqual(['n2', 'n3']);
    expect(removals).toEqual([60_000]);
  });

  test('where that does not become healthy in time, and the run names it and says why', async () => {
    cloud.states.set('n3', 'UNHEALTHY');
    await expect(poolOf().nodes.sync([node('n2'), node('n3')])).rejects.toMatchObject({
      errors: [
        {
          message:
            'removeInstances zones/a/instanceGroups/k8s-ig failed: n1 left in until what replaces it is healthy: ' +
            'backendServices/k8s-be-80 finds 1 of 2 nodes healthy without what is to leave, and 1 more alike, after 120 s',
        },
      ],
    });
    expect(clock.time).toBe(120_000);
    await expect(members()).resolves.toEqual(['n1', 'n2', 'n3']);
  });

  test('where the run before added what replaces it', async () => {
    const dies = (call: string): Error | undefined => (call.startsWith('getHealth') ? new Error('killed') : undefined);
    cloud.refuse = dies;
    await expect(poolOf({ healthyWithinMs: 0 }).nodes.sync([node('n3'), node('n4')])).rejects.toThrow('read: killed');
    cloud.refuse = () => undefined;
    for (const name of ['n3', 'n4']) cloud.states.set(name, 'UNHEALTHY');
    await expect(poolOf().nodes.sync([node('n3'), node('n4')])).rejects.toThrow('n1 and n2 left in');
    await expect(members()).resolves.toEqual(['n1', 'n2', 'n3', 'n4']);
  });

  test('where what replaces it is in a group that a port does not reach', async () => {
    const service = await cloud.getBackendService('k8s-be-81');
    const backends = (service.backends ?? []).filter(({ group = '' }) => group.includes('zones/a/'));
    await cloud.updateBackendService({ ...service, backends });
    await expect(poolOf().nodes.sync([node('n3', 'b'), node('n4', 'b')])).rejects.toThrow(
      'n1 and n2 left in until what replaces it is healthy: backendServices/k8s-be-81 finds 0 of 2',
    );
    await expect(Promise.all([members('a'), members('b')])).resolves.toEqual([
      ['n1', 'n2'],
      ['n3', 'n4'],
    ]);
  });

  test('where the health of a port cannot be read', async () => {
    cloud.refuse = (call) => (call.startsWith('getHealth k8s-be-81') ? refusal(403, 'forbidden', 'no') : undefined);
    await expect(poolOf({ healthyWithinMs: 0 }).nodes.sync([node('n3')])).rejects.toThrow(
      'n1 and n2 left in until what replaces it is healthy: the health of backendServices/k8s-be-81 cannot be read: no',
    );
  });

  test('where the backend services cannot be listed', async () => {
    cloud.refuse = (call) => (call.startsWith('listReachableBackend') ? refusal(403, 'forbidden', 'no') : undefined);
    await expect(poolOf({ healthyWithinMs: 0 }).nodes.sync([node('n3')])).rejects.toThrow(
      'n1 and n2 left in until the backend services can be read: no',
    );
  });

  test('as many as are missed, and no more', async () => {
    cloud.states.set('n4', 'UNHEALTHY');
    await expect(poolOf().nodes.sync([node('n3'), node('n4')])).rejects.toThrow('n2 left in');
    await expect(members()).resolves.toEqual(['n2', 'n3', 'n4']);
  });

  test('while the pool is being stopped', async () => {
    cloud.states.set('n3', 'UNHEALTHY');
    const stop = new AbortController();
    onTime = () => stop.abort();
    await expect(poolOf({ stop: stop.signal }).nodes.sync([node('n2'), node('n3')])).rejects.toThrow(
      'the pool is being stopped',
    );
    expect(clock.time).toBe(5_000);
    await expect(members()).resolves.toEqual(['n1', 'n2', 'n3']);
  });

  test('although its replacement was healthy a while ago', async () => {
    const unhealthy = new Set(['n3 81']);
    const getHealth = cloud.getHealth.bind(cloud);
    cloud.getHealth = async (name, group) => {
      const { healthStatus = [], ...rest } = await getHealth(name, group);
      const isUnhealthy = (instance = ''): boolean => unhealthy.has(`${lastSegment(instance)} ${name.slice(-2)}`);
      return {
        ...rest,
        healthStatus: healthStatus.map((each) =>
          isUnhealthy(each.instance) ? { ...each, healthState: 'UNHEALTHY' } : each,
        ),
      };
    };
    onTime = (time) => {
      if (time !== 60_000) return;
      unhealthy.delete('n3 81');
      unhealthy.add('n3 80');
    };
    await expect(poolOf().nodes.sync([node('n2'), node('n3')])).rejects.toThrow(
      'backendServices/k8s-be-80 finds 1 of 2',
    );
    await expect(members()).resolves.toEqual(['n1', 'n2', 'n3']);
  });
});

describe('it leaves at once', () => {
  test.each<[string, () => void]>([
    ['where what replaces it is healthy', () => undefined],
    ['where it serves nobody itself', () => void cloud.states.set('n1', 'UNHEALTHY').set('n3', 'UNHEALTHY')],
    ['where the backend services are gone', () => cloud.state.services.clear()],
  ])('%s', async (_, happen) => {
    happen();
    await poolOf().nodes.sync([node('n2'), node('n3')]);
    await expect(members()).resolves.toEqual(['n2', 'n3']);
    expect(clock.time).toBe(0);
  });

  test('where fewer nodes are desired', async () => {
    await poolOf().nodes.sync([node('n2')]);
    await expect(members()).resolves.toEqual(['n2']);
  });

  test.each([{ healthyWithinMs: false as const }, {}])('with %j, or by force', async (options) => {
    cloud.states.set('n3', 'UNHEALTHY');
    await poolOf(options).nodes.sync([node('n3')], options.healthyWithinMs === undefined ? { force: true } : {});
    await expect(members()).resolves.toEqual(['n3']);
    expect(healthCalls()).toBe(0);
  });
});

describe('the calls', () => {
  test('are none where nothing changes, and one list where nodes join alone', async () => {
    const read = (): string[] => cloud.calls.filter((call) => /^(?:getHealth|listReachableBackend)/.test(call));
    await poolOf().nodes.sync([node('n1'), node('n2')]);
    expect(read()).toEqual([]);
    await poolOf().nodes.sync([node('n1'), node('n2'), node('n3'), node('n4', 'b')]);
    expect(read()).toEqual(['listReachableBackendServices']);
  });

  test('are another list, and one for each port and group, where one replaces another', async () => {
    await poolOf().nodes.sync([node('n2'), node('n3'), node('n4', 'b')]);
    expect(cloud.calls.filter((call) => /^(?:getHealth|listReachableBackend)/.test(call)).toSorted()).toEqual([
      'getHealth k8s-be-80 zones/a/instanceGroups/k8s-ig',
      'getHealth k8s-be-80 zones/b/instanceGroups/k8s-ig',
      'getHealth k8s-be-81 zones/a/instanceGroups/k8s-ig',
      'getHealth k8s-be-81 zones/b/instanceGroups/k8s-ig',
      'listReachableBackendServices',
      'listReachableBackendServices',
    ]);
  });

  test('of groups that nothing leaves are left out where what leaves serves nobody', async () => {
    cloud.states.set('n1', 'UNHEALTHY');
    await poolOf().nodes.sync([node('n2'), node('n3'), node('n4', 'b')]);
    expect(healthCalls()).toBe(2);
  });

  test('of groups without members, and of others, are left out', async () => {
    const service = await cloud.getBackendService('k8s-be-80');
    await cloud.createInstanceGroup({ name: 'mine' }, 'b');
    const mine = { ...service.backends?.[0], group: cloud.link('zones/b/instanceGroups/mine') };
    await cloud.updateBackendService({ ...service, backends: [...(service.backends ?? []), mine] });
    await cloud.addInstances('mine', 'b', ['m1', 'm2', 'm3']);
    cloud.states.set('n3', 'UNHEALTHY');
    await expect(poolOf({ healthyWithinMs: 0 }).nodes.sync([node('n2'), node('n3')])).rejects.toThrow('n1 left in');
    expect(healthCalls()).toBe(2);
  });
});

test('a port of a region is looked at in its region', async () => {
  const pool = poolOf();
  await pool.sync([{ nodePort: 82, scope: 'regions/r' }]);
  cloud.states.set('n3', 'UNHEALTHY');
  for (const name of ['k8s-be-80', 'k8s-be-81']) await cloud.deleteBackendService(name);
  await expect(pool.nodes.sync([node('n3')])).rejects.toThrow(
    'n2 left in until what replaces it is healthy: backendServices/k8s-be-82 finds 0 of 1',
  );
});

test('a clock that cannot sleep is not waited with', async () => {
  cloud.states.set('n3', 'UNHEALTHY');
  await expect(poolOf({ clock: { now: () => 0 } }).nodes.sync([node('n3')])).rejects.toThrow(/what is to leave/);
  await expect(poolOf({ clock: undefined }).nodes.sync([node('n3')])).rejects.toThrow(/n2 left in/);
});
