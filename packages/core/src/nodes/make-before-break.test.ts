import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { lastSegment } from '../cloud/link.ts';
import { notFound, refusal } from '../cloud/refusal.test-support.ts';
import { Namer } from '../names/namer.ts';
import { InstanceGroupPool } from './instance-group-pool.ts';
import { LARGEST_GROUP } from './plan-members.ts';

const ZONES = ['a', 'b'];
let cloud: InMemoryCloud;
let pool: InstanceGroupPool;

beforeEach(async () => {
  ({ cloud, pool } = await groups());
});

async function groups(): Promise<{ cloud: InMemoryCloud; pool: InstanceGroupPool }> {
  const made = new InMemoryCloud(ZONES);
  for (const zone of ZONES) await made.createInstanceGroup({ name: 'k8s-ig' }, zone);
  return { cloud: made, pool: new InstanceGroupPool(made, new Namer()) };
}

const node = (name: string, zone = 'a'): { name: string; zone: string } => ({ name, zone });
const members = async (zone = 'a', of = cloud): Promise<string[]> =>
  (await of.listInstances('k8s-ig', zone)).map((member) => lastSegment(member)).toSorted();

/** Instances that do not exist any more: the cloud refuses every change that names one. */
function vanish(of: InMemoryCloud, ...instances: readonly string[]): void {
  of.refuse = (call) => {
    const [verb, , ...named] = call.split(' ');
    const gone = named.find((name) => instances.includes(name));
    return /^(?:add|remove)Instances$/.test(verb ?? '') && gone !== undefined ? notFound(gone) : undefined;
  };
}

test('an instance that is gone keeps no other node out of its group, and is told', async () => {
  await cloud.addInstances('k8s-ig', 'a', ['n1', 'n2']);
  vanish(cloud, 'n5');
  await expect(pool.sync([node('n3'), node('n4'), node('n5')])).rejects.toMatchObject({
    errors: [
      {
        message:
          'addInstances zones/a/instanceGroups/k8s-ig failed: no such instance in a: n5; every other one is a member',
      },
      {
        message:
          'removeInstances zones/a/instanceGroups/k8s-ig failed: n2 left in until what replaces it could be added',
      },
    ],
  });
  await expect(members()).resolves.toEqual(['n2', 'n3', 'n4']);
});

test('nothing leaves a group that no node could be added to', async () => {
  await cloud.addInstances('k8s-ig', 'a', ['n1', 'n2']);
  vanish(cloud, 'n3', 'n4');
  await expect(pool.sync([node('n3'), node('n4')])).rejects.toThrow('no such instance in a: n3 and n4');
  await expect(members()).resolves.toEqual(['n1', 'n2']);
});

test('nothing leaves one zone for another whose group could take no node', async () => {
  await cloud.addInstances('k8s-ig', 'a', ['n1', 'n2']);
  cloud.refuse = (call) => (call.startsWith('addInstances') ? refusal(403, 'quotaExceeded', 'no') : undefined);
  await expect(pool.sync([node('n3', 'b')])).rejects.toThrow('n1 and n2 left in');
  await expect(members()).resolves.toEqual(['n1', 'n2']);
});

test('what cannot be removed because it is gone keeps no other member in', async () => {
  await cloud.addInstances('k8s-ig', 'a', ['n1', 'n2', 'n3']);
  vanish(cloud, 'n2');
  await pool.sync([node('n3')]);
  await expect(members()).resolves.toEqual(['n2', 'n3']);
});

test('the next run finishes what this one could not', async () => {
  await cloud.addInstances('k8s-ig', 'a', ['n1']);
  vanish(cloud, 'n2');
  await expect(pool.sync([node('n2')])).rejects.toThrow('n1 left in');
  vanish(cloud);
  await pool.sync([node('n2')]);
  await expect(members()).resolves.toEqual(['n2']);
});

test('after every call of every run a group has at least the lesser of the members it had and those it shall have', async () => {
  const name = fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5', 'n6');
  const names = fc.uniqueArray(name);
  const failing = fc.constantFrom(undefined, 'addInstances zones/a', 'addInstances zones/b', 'addInstances');
  await fc.assert(
    fc.asyncProperty(names, names, names, names, names, failing, async (hadA, hadB, wantA, wantB, gone, refused) => {
      const world = await groups();
      const had: Record<string, readonly string[]> = { a: hadA, b: hadB.filter((each) => !hadA.includes(each)) };
      const want: Record<string, readonly string[]> = { a: wantA, b: wantB.filter((each) => !wantA.includes(each)) };
      for (const zone of ZONES) {
        if ((had[zone] ?? []).length > 0) await world.cloud.addInstances('k8s-ig', zone, had[zone] ?? []);
      }
      // A deleted instance leaves its groups by itself, so only instances that are no members can be gone.
      const absent = gone.filter((each) => !hadA.includes(each) && !hadB.includes(each));
      vanish(world.cloud, ...absent);
      const vanished = world.cloud.refuse;
      const counts: Record<string, number>[] = [];
      world.cloud.refuse = (call) => {
        if (refused !== undefined && call.startsWith(refused)) return refusal(403, 'forbidden', 'no');
        return vanished?.(call);
      };
      const nodes = ZONES.flatMap((zone) => (want[zone] ?? []).map((each) => node(each, zone)));
      const removeInstances = world.cloud.removeInstances.bind(world.cloud);
      world.cloud.removeInstances = async (...sent) => {
        await removeInstances(...sent);
        counts.push(
          Object.fromEntries(
            await Promise.all(ZONES.map(async (zone) => [zone, (await members(zone, world.cloud)).length] as const)),
          ),
        );
      };
      const failure: unknown = await world.pool.sync(nodes).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure === undefined || failure instanceof AggregateError).toBe(true);
      for (const count of counts) {
        for (const zone of ZONES) {
          const least = Math.min((had[zone] ?? []).length, (want[zone] ?? []).length);
          expect(count[zone]).toBeGreaterThanOrEqual(least);
        }
      }
      for (const zone of ZONES) {
        const after = new Set(await members(zone, world.cloud));
        const staying = (want[zone] ?? []).filter((each) => had[zone]?.includes(each));
        expect(staying.filter((each) => !after.has(each))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test('where one zone cannot have its nodes, members of another stay', async () => {
  await cloud.addInstances('k8s-ig', 'b', ['n1', 'n2']);
  vanish(cloud, 'n4');
  await expect(pool.sync([node('n3'), node('n4')])).rejects.toMatchObject({
    errors: [{}, { message: expect.stringContaining('n2 left in') }],
  });
  await expect(members('a')).resolves.toEqual(['n3']);
  await expect(members('b')).resolves.toEqual(['n2']);
});

test('a full group makes room for what joins last', async () => {
  const full = Array.from({ length: LARGEST_GROUP }, (_, index) => `m${index}`);
  await cloud.addInstances('k8s-ig', 'a', full);
  await pool.sync([...full.slice(1), 'x'].map((name) => node(name)));
  await expect(members()).resolves.toEqual([...full.slice(1), 'x'].toSorted());
});
