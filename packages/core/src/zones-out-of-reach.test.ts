import { describe, expect, test } from 'vitest';
import { virtualClock } from './calls/virtual-clock.test-support.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { Namer } from './names/namer.ts';
import { newBackendPool } from './new-backend-pool.ts';
import type { CloudBackendPoolOptions } from './backend-pool-options.ts';
import type { Backends } from './backends.ts';

const [A, B, FAR] = ['zone-a', 'zone-b', 'zone-far'] as const;
const namer = new Namer('uid');
const GROUP = namer.instanceGroup();

interface Lab {
  readonly cloud: InMemoryCloud;
  readonly clock: ReturnType<typeof virtualClock>;
  readonly pool: (options?: Partial<CloudBackendPoolOptions>) => Backends;
  /** Zones that a port is linked in. */
  readonly zonesOf: (nodePort: number) => Promise<(string | undefined)[]>;
  readonly members: (zone: string) => Promise<(string | undefined)[]>;
  readonly portsIn: (zone: string) => Promise<(number | undefined)[]>;
}

function lab(): Lab {
  const cloud = new InMemoryCloud([A, B, FAR]);
  // One for all: request ids come from its dice.
  const clock = virtualClock();
  return {
    cloud,
    clock,
    pool: (options) =>
      newBackendPool({
        cloud,
        namer,
        zones: [A, B],
        resyncWithCloud: true,
        removalCap: false,
        clock,
        ...options,
      }),
    zonesOf: async (nodePort) =>
      ((await cloud.getBackendService(namer.backend(nodePort))).backends ?? []).map(({ group }) =>
        group?.split('/').at(-3),
      ),
    members: async (zone) => (await cloud.listInstances(GROUP, zone)).map((link) => link.split('/').at(-1)),
    portsIn: async (zone) => ((await cloud.getInstanceGroup(GROUP, zone)).namedPorts ?? []).map(({ port }) => port),
  };
}

const served = async (): Promise<Lab> => {
  const made = lab();
  await made.pool().reconcile([{ nodePort: 30001, service: 'shop/cart', servicePort: 'http' }]);
  await made.pool().nodes.sync([
    { name: 'n1', zone: A },
    { name: 'm1', zone: B },
  ]);
  made.cloud.unreachable = [B];
  return made;
};
const TOLD = `zones/${B} was left as it is, its group, nodes and backends with it: ${B} is out of reach`;

describe('a zone out of reach', () => {
  test('keeps nothing from the others, is left as it is and told, and made up for by the next run', async () => {
    const { cloud, pool, zonesOf, portsIn } = await served();
    await expect(pool().reconcile([30001, 30002])).rejects.toThrow(TOLD);
    await expect(zonesOf(30001)).resolves.toEqual([A, B]);
    await expect(zonesOf(30002)).resolves.toEqual([A]);
    await expect(portsIn(A)).resolves.toEqual([30001, 30002]);
    await expect(portsIn(B)).resolves.toEqual([30001]);
    cloud.unreachable = [];
    await pool().reconcile([30001, 30002]);
    await expect(zonesOf(30002)).resolves.toEqual([A, B]);
    await expect(portsIn(B)).resolves.toEqual([30001, 30002]);
  });

  test('keeps its nodes, and those of the others that were to leave; those that join do', async () => {
    const { cloud, pool, members } = await served();
    const nodes = [
      { name: 'n2', zone: A },
      { name: 'm2', zone: B },
    ];
    await expect(pool().nodes.sync(nodes)).rejects.toThrow(
      new RegExp(
        `no node joins or leaves zones/${B}/instanceGroups/${GROUP}.*out of reach[^]*n1 left in until ${B} tells`,
      ),
    );
    await expect(members(A)).resolves.toEqual(['n1', 'n2']);
    await expect(members(B)).resolves.toEqual(['m1']);
    cloud.unreachable = [];
    await pool().nodes.sync(nodes, { force: true });
    await expect(Promise.all([members(A), members(B)])).resolves.toEqual([['n2'], ['m2']]);
  });

  test('that is no zone of the pool any more counts while backends reach it', async () => {
    const { pool, members } = await served();
    const one = pool({ zones: [A] });
    await expect(one.reconcile([30001])).rejects.toThrow(TOLD);
    await expect(one.nodes.sync([{ name: 'n2', zone: A }])).rejects.toThrow(/n1 left in until zone-b tells/);
    await expect(members(B)).resolves.toEqual(['m1']);
  });

  test('keeps a backend service whose place another one takes that does not serve there yet', async () => {
    const { cloud, pool, zonesOf } = await served();
    const moved = { nodePort: 30009, service: 'shop/cart', servicePort: 'http' };
    const { notices } = await pool().plan([moved]);
    expect(notices).toMatchObject([{ about: `global/backendServices/${namer.backend(30001)}` }]);
    await expect(pool().reconcile([moved])).rejects.toThrow(TOLD);
    await expect(Promise.all([zonesOf(30001), zonesOf(30009)])).resolves.toEqual([[A, B], [A]]);
    cloud.unreachable = [];
    await pool().reconcile([moved]);
    await expect(zonesOf(30009)).resolves.toEqual([A, B]);
    await expect(zonesOf(30001)).rejects.toMatchObject({ code: 404 });
  });

  test('ends a shutdown that leaves its group, and the next one deletes it', async () => {
    const { cloud, pool } = await served();
    await expect(pool().shutdown()).rejects.toThrow(TOLD);
    await expect(cloud.listInstanceGroups()).resolves.toMatchObject([
      { name: GROUP, zone: expect.stringContaining(B) },
    ]);
    cloud.unreachable = [];
    await pool().shutdown();
    await expect(cloud.listInstanceGroups()).resolves.toEqual([]);
  });

  test('ends a deletion of all groups in the same way', async () => {
    const { cloud, pool } = await served();
    await cloud.deleteBackendService(namer.backend(30001));
    await expect(pool().nodes.delete()).rejects.toThrow(TOLD);
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(1);
  });

  test('is not retired, and its time begins anew when it is seen', async () => {
    const { cloud, clock, pool } = await served();
    const retiring = pool({ zones: [A], retireZonesAfterMs: 1_000 });
    await cloud.removeInstances(GROUP, B, ['m1']);
    for (let run = 0; run < 2; run += 1) {
      await expect(retiring.reconcile([30001])).rejects.toThrow(TOLD);
      await clock.sleep(2_000);
    }
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(2);
  });

  test('is looked for in every run, however long observations are trusted', async () => {
    const { cloud, pool } = await served();
    const trusting = pool({ trustMs: 1_000_000 });
    await expect(trusting.reconcile([30001])).rejects.toThrow(TOLD);
    cloud.unreachable = [];
    await trusting.reconcile([30001]);
  });

  test('that a plan changes outdates it', async () => {
    const { cloud, pool } = await served();
    cloud.unreachable = [];
    const planned = await pool().plan([30001, 30002]);
    cloud.unreachable = [B];
    await expect(pool().apply(planned)).rejects.toThrow(
      /zones\/zone-b\/instanceGroups\/k8s-ig--uid changed, or went out of reach/,
    );
    await expect(pool().apply(planned, { replan: true })).rejects.toThrow(TOLD);
  });

  test.each(['reconcile', 'gc'] as const)(
    'keeps health checks of ports that go, for as long as it names them, however often %s looks',
    async (verb) => {
      const { cloud, pool, portsIn } = await served();
      const pruning = pool({ namedPorts: 'prune', resyncWithCloud: false });
      await expect(pruning.add(30001)).rejects.toThrow(TOLD);
      for (let run = 0; run < 2; run += 1) await expect(pruning[verb]([])).rejects.toThrow(TOLD);
      await expect(cloud.getBackendService(namer.backend(30001))).rejects.toMatchObject({ code: 404 });
      await expect(cloud.getHealthCheck(namer.backend(30001))).resolves.toBeDefined();
      cloud.unreachable = [];
      await pruning[verb]([]);
      await expect(portsIn(B)).resolves.toEqual([]);
      await expect(cloud.getHealthCheck(namer.backend(30001))).rejects.toMatchObject({ code: 404 });
    },
  );
});

test('a zone out of reach in which the pool has nothing is nobody’s concern', async () => {
  const { cloud, pool, members } = await served();
  cloud.unreachable = [FAR];
  await pool().reconcile([30001]);
  await pool().nodes.sync(
    [
      { name: 'n2', zone: A },
      { name: 'm1', zone: B },
    ],
    { release: async () => [] },
  );
  await expect(members(A)).resolves.toEqual(['n2']);
  const { notices } = await pool().shutdown();
  expect(notices).toMatchObject([{ about: `zones/${FAR}` }]);
});
