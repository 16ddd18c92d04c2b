import { beforeEach, describe, expect, test } from 'vitest';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { InstanceGroupPool } from './instance-group-pool.ts';
import { lastSegment } from '../cloud/link.ts';
import { Namer } from '../names/namer.ts';
import { invalid, notFound, refusal } from '../cloud/refusal.test-support.ts';
import { testPool } from '../test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: InstanceGroupPool;

beforeEach(async () => {
  cloud = new InMemoryCloud(['zone-a', 'zone-b']);
  pool = new InstanceGroupPool(cloud, new Namer());
  await cloud.createInstanceGroup({ name: 'k8s-ig' }, 'zone-a');
  await cloud.createInstanceGroup({ name: 'foreign' }, 'zone-a');
  await cloud.addInstances('foreign', 'zone-a', ['x']);
  cloud.calls.length = 0;
});

const members = async (zone = 'zone-a', name = 'k8s-ig'): Promise<string[]> =>
  (await cloud.listInstances(name, zone)).map((member) => lastSegment(member));
const node = (name: string, zone = 'zone-a'): { name: string; zone: string } => ({ name, zone });

describe('sync', () => {
  test('removes members that are no nodes', async () => {
    await cloud.addInstances('k8s-ig', 'zone-a', ['n1', 'n2']);
    await pool.sync([node('n1')]);
    await expect(members()).resolves.toEqual(['n1']);
  });

  test('adds nodes that are no members', async () => {
    await cloud.addInstances('k8s-ig', 'zone-a', ['n1']);
    await pool.sync([node('n1'), node('n2')]);
    await expect(members()).resolves.toEqual(['n1', 'n2']);
  });

  test('calls neither where both agree', async () => {
    await cloud.addInstances('k8s-ig', 'zone-a', ['n1', 'n2']);
    cloud.calls.length = 0;
    await pool.sync([node('n1'), node('n2')]);
    expect(cloud.calls).toEqual(['listReachableInstanceGroups', 'listInstances zones/zone-a/instanceGroups/k8s-ig']);
  });

  test('leaves groups of others alone, and makes none', async () => {
    const { notices } = await pool.sync([node('n1', 'zone-b')]);
    await expect(members('zone-a', 'foreign')).resolves.toEqual(['x']);
    await expect(cloud.listInstanceGroups()).resolves.toHaveLength(2);
    expect(notices).toEqual([{ about: 'zones/zone-b', message: 'has no instance group; not added: n1' }]);
  });

  test('takes bare names for nodes whose zone is unknown', async () => {
    await cloud.addInstances('k8s-ig', 'zone-a', ['n1', 'n2']);
    const { notices } = await pool.sync(['n1', 'n3']);
    await expect(members()).resolves.toEqual(['n1']);
    expect(notices).toMatchObject([{ about: 'n3' }]);
  });

  test('empties groups of zones that have no nodes any more', async () => {
    await cloud.createInstanceGroup({ name: 'k8s-ig' }, 'zone-gone');
    await cloud.addInstances('k8s-ig', 'zone-gone', ['n9']);
    await pool.sync([], { force: true });
    await expect(members('zone-gone')).resolves.toEqual([]);
  });

  test('does in one zone what it can where another fails, and says what failed', async () => {
    await cloud.createInstanceGroup({ name: 'k8s-ig' }, 'zone-b');
    cloud.refuse = (call) =>
      call.startsWith('addInstances zones/zone-a') ? refusal(403, 'forbidden', 'no') : undefined;
    await expect(pool.sync([node('n1'), node('n2', 'zone-b')])).rejects.toMatchObject({
      errors: [{ code: 403, message: 'addInstances zones/zone-a/instanceGroups/k8s-ig failed: no' }],
      report: {
        outcomes: expect.arrayContaining([
          expect.objectContaining({ outcome: 'failed' }),
          expect.objectContaining({ outcome: 'done', step: expect.objectContaining({ zone: 'zone-b' }) }),
        ]),
      },
    });
    await expect(members('zone-b')).resolves.toEqual(['n2']);
  });

  test('takes a 404 on removal for done', async () => {
    await cloud.addInstances('k8s-ig', 'zone-a', ['n1']);
    cloud.refuse = (call) => (call.startsWith('removeInstances') ? notFound('x') : undefined);
    await expect(pool.sync([], { force: true })).resolves.toMatchObject({ outcomes: [{ outcome: 'absent' }] });
  });
});

test('removes the others where an instance is gone altogether', async () => {
  await cloud.addInstances('k8s-ig', 'zone-a', ['n1', 'n2']);
  cloud.refuse = (call) => {
    if (!call.endsWith('n1 n2')) return undefined;
    void cloud.removeInstances('k8s-ig', 'zone-a', ['n1']);
    return notFound('n1');
  };
  await expect(pool.sync([], { force: true })).resolves.toMatchObject({ outcomes: [{ outcome: 'absent' }] });
  await expect(members()).resolves.toEqual([]);
});

describe('delete', () => {
  test('removes the groups of all zones, also of those without nodes, and no others', async () => {
    await cloud.createInstanceGroup({ name: 'k8s-ig' }, 'zone-gone');
    const { outcomes } = await pool.delete();
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    await expect(cloud.listInstanceGroups()).resolves.toMatchObject([{ name: 'foreign' }]);
  });

  test('leaves a group that is in use, and says so', async () => {
    await testPool({ cloud, nodePool: pool }).pool.add(80);
    const { outcomes } = await pool.delete();
    expect(outcomes.map(({ step, outcome }) => [step.zone, outcome])).toEqual([
      ['zone-a', 'inUse'],
      ['zone-b', 'inUse'],
    ]);
  });

  test('takes a 404 for done, and no other refusal', async () => {
    cloud.refuse = (call) => (call.startsWith('deleteInstanceGroup') ? notFound('x') : undefined);
    await expect(pool.delete()).resolves.toMatchObject({ outcomes: [{ outcome: 'absent' }] });
    cloud.refuse = (call) => (call.startsWith('deleteInstanceGroup') ? invalid('bad') : undefined);
    await expect(pool.delete()).rejects.toMatchObject({ errors: [{ code: 400 }] });
  });
});

test.each([
  ['a list', ['zone-b']],
  ['a lister', { listZones: () => Promise.resolve(['zone-b']) }],
])('zones can be given as %s, where the cloud knows more of them than have nodes', async (_form, zones) => {
  await testPool({ cloud, zones }).pool.add(80);
  const { backends = [] } = await cloud.getBackendService('k8s-be-80');
  expect(backends.map(({ group }) => group)).toEqual([cloud.link('zones/zone-b/instanceGroups/k8s-ig')]);
});
