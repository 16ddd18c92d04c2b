import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { desiredState, portDeletions } from './desired-state.ts';
import type { DesiredState } from './desired-state.ts';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { InstanceGroupPool } from '../nodes/instance-group-pool.ts';
import { Namer } from '../names/namer.ts';
import { NodePortHealthChecker } from '../health/node-port-health-checker.ts';
import { observe } from '../observe/observe.ts';
import { plan } from './plan.ts';
import type { Protocol } from '../ports/protocol.ts';
import { readPorts } from '../ports/read-ports.ts';
import type { ServicePort } from '../ports/service-port.ts';
import { stepLine } from './step.ts';
import type { Plan, PoolStep } from './step.ts';
import { testPool } from '../test-pool.test-support.ts';

const namer = new Namer('uid');
const observed = (cloud: InMemoryCloud) =>
  observe(
    { backendServices: cloud, healthChecker: cloud, nodePool: new InstanceGroupPool(cloud, namer) },
    namer.instanceGroup(),
  );
const desired = (cloud: InMemoryCloud, ports: readonly (ServicePort | number)[]) =>
  desiredState(readPorts(ports).accepted, { namer, healthChecker: new NodePortHealthChecker(cloud) });
const deleting = (nodePorts: readonly number[], why: string): DesiredState => ({
  instanceGroup: namer.instanceGroup(),
  ports: [],
  deletions: portDeletions(
    nodePorts.map((nodePort) => ({ nodePort })),
    namer,
    why,
  ),
});
const lines = (planned: Plan<PoolStep>): string[][] => planned.waves.map((wave) => wave.map((step) => stepLine(step)));

test('a cold start is two waves: groups and checks, then services', async () => {
  const cloud = new InMemoryCloud(['b', 'a']);
  const cart = { nodePort: 30_001, service: 'shop/cart', servicePort: 'http' };
  expect(lines(plan(desired(cloud, [30_002, cart]), await observed(cloud)))).toEqual([
    [
      'create zones/a/instanceGroups/k8s-ig--uid: a has no instance group k8s-ig--uid',
      'create zones/b/instanceGroups/k8s-ig--uid: b has no instance group k8s-ig--uid',
      'create healthChecks/k8s-be-30001--uid: shop/cart:http (nodePort 30001) has no health check',
      'create healthChecks/k8s-be-30002--uid: nodePort 30002 has no health check',
    ],
    [
      'create backendServices/k8s-be-30001--uid: shop/cart:http (nodePort 30001) has no backend service',
      'create backendServices/k8s-be-30002--uid: nodePort 30002 has no backend service',
    ],
  ]);
});

test('a deletion goes the other way: services, then checks', async () => {
  const { cloud, pool } = testPool({ namer });
  await pool.sync([80, 81]);
  expect(lines(plan(deleting([80, 82], 'is no longer desired'), await observed(cloud)))).toEqual([
    ['delete backendServices/k8s-be-80--uid: nodePort 80 is no longer desired'],
    ['delete healthChecks/k8s-be-80--uid: nodePort 80 is no longer desired'],
  ]);
});

test('where no port is desired, no group is made', async () => {
  const cloud = new InMemoryCloud();
  expect(plan(desired(cloud, []), await observed(cloud)).waves).toEqual([]);
});

test('a plan is plain data', async () => {
  const cloud = new InMemoryCloud();
  const planned = plan(desired(cloud, [80]), await observed(cloud));
  expect(JSON.parse(JSON.stringify(planned))).toEqual(planned);
});

test('planning changes nothing it was given', async () => {
  const { cloud, pool } = testPool({ namer });
  await pool.sync([80, 81]);
  const [state, world] = [desired(cloud, [{ nodePort: 80, protocol: 'HTTPS' }, 82]), await observed(cloud)];
  const before = structuredClone({ state, world });
  plan(state, world);
  expect({ state, world }).toEqual(before);
});

test('balancing is the policy of the caller', async () => {
  const cloud = new InMemoryCloud();
  const balancing = [{ balancingMode: 'CONNECTION', maxConnections: 10 }] as const;
  const planned = plan(desired(cloud, [80]), await observed(cloud), { balancing });
  expect(planned.waves[1]?.[0]).toMatchObject({ after: { backends: [balancing[0]] }, alternatives: [] });
});

const protocol = fc.constantFrom<Protocol>('HTTP', 'HTTPS', 'HTTP2');
const port = fc.record({ nodePort: fc.integer({ min: 1, max: 9 }), protocol });
const ports = fc.uniqueArray(port, { selector: ({ nodePort }) => nodePort, maxLength: 6 });
const zones = fc.subarray(['a', 'b', 'c']);
/** Things in the project when the pool comes, what it left behind earlier among them. */
const name = fc.constantFrom('foo', 'k8s-be-1', 'k8s-be-1--other', 'k8s-be-1--uid', 'k8s-be-2--uid', 'k8s-be-02--uid');
const present = fc.record({
  services: fc.uniqueArray(fc.record({ name, protocol, portName: fc.constantFrom('http', 'port1') }), {
    selector: (service) => service.name,
  }),
  checks: fc.uniqueArray(fc.record({ name, type: fc.constantFrom('HTTP', 'HTTPS', 'TCP') }), {
    selector: (check) => check.name,
  }),
  groups: fc.uniqueArray(
    fc.record({ name: fc.constantFrom('k8s-ig--uid', 'k8s-ig', 'mine'), zone: fc.constantFrom('a', 'd') }),
    {
      selector: ({ name: group, zone }) => `${zone}/${group}`,
    },
  ),
  zones,
});

async function worldOf(
  start: typeof present extends fc.Arbitrary<infer World> ? World : never,
): Promise<InMemoryCloud> {
  const cloud = new InMemoryCloud(start.zones);
  for (const check of start.checks) await cloud.createHealthCheck(check);
  for (const service of start.services) await cloud.createBackendService(service);
  for (const { name: group, zone } of start.groups) {
    await cloud.createInstanceGroup({ name: group, namedPorts: [{ name: 'http', port: 1 }] }, zone);
  }
  return cloud;
}

describe('whatever the project holds', () => {
  test('after a sync, nothing is left to plan', async () => {
    await fc.assert(
      fc.asyncProperty(present, ports, async (start, served) => {
        const { pool } = testPool({ cloud: await worldOf(start), namer });
        await pool.sync(served);
        expect((await pool.planSync(served)).waves).toEqual([]);
      }),
    );
  });

  test('after a gc, nothing is left to plan', async () => {
    await fc.assert(
      fc.asyncProperty(present, ports, ports, async (start, before, served) => {
        const { pool } = testPool({ cloud: await worldOf(start), namer, resyncWithCloud: true });
        await pool.sync(before);
        await pool.gc(served);
        expect((await pool.planGc(served)).waves).toEqual([]);
      }),
    );
  });

  test('only names of this cluster are touched, and of those only the ones of the ports in question', async () => {
    await fc.assert(
      fc.asyncProperty(
        present,
        ports,
        fc.uniqueArray(fc.integer({ min: 1, max: 9 })),
        async (start, served, deleted) => {
          const cloud = await worldOf(start);
          const world = await observed(cloud);
          const allowed = [...served.map(({ nodePort }) => nodePort), ...deleted].map((nodePort) =>
            namer.backend(nodePort),
          );
          const plans = [plan(desired(cloud, served), world), plan(deleting(deleted, 'goes'), world)];
          for (const step of plans.flatMap(({ waves }) => waves.flat())) {
            expect([...allowed, 'k8s-ig--uid']).toContain(step.name);
          }
        },
      ),
    );
  });

  test('a sync followed by shutdown leaves all that is of others byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(present, ports, async (start, served) => {
        const cloud = await worldOf(start);
        const foreign = async (): Promise<unknown[]> => {
          const all = [
            await cloud.listBackendServices(),
            await cloud.listHealthChecks(),
            await cloud.listInstanceGroups(),
          ];
          return all.flat().filter((resource) => !/^k8s-(ig|be-[1-9])--uid$/.test(resource.name ?? ''));
        };
        const before = await foreign();
        const { pool } = testPool({ cloud, namer, resyncWithCloud: true });
        await pool.sync(served);
        await pool.shutdown();
        await expect(foreign()).resolves.toEqual(before);
      }),
    );
  });

  test('the order of ports, and of what was observed, makes no difference', async () => {
    await fc.assert(
      fc.asyncProperty(present, ports, fc.infiniteStream(fc.nat()), async (start, served, random) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, key: random.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const cloud = await worldOf(start);
        const world = await observed(cloud);
        const mixed = {
          ...world,
          backendServices: shuffled(world.backendServices),
          healthChecks: shuffled(world.healthChecks),
          instanceGroups: shuffled(world.instanceGroups),
        };
        expect(plan(desired(cloud, shuffled(served)), mixed)).toEqual(plan(desired(cloud, served), world));
      }),
    );
  });

  test('what is planned is what sync does', async () => {
    await fc.assert(
      fc.asyncProperty(present, ports, async (start, served) => {
        const { pool } = testPool({ cloud: await worldOf(start), namer });
        const { waves } = await pool.planSync(served);
        const { outcomes } = await pool.sync(served);
        expect(outcomes.map(({ step }) => step)).toEqual(waves.flat());
        expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
      }),
    );
  });
});
