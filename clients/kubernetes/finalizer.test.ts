import { expect, test } from 'vitest';
import type { Replica } from './harness/replica.ts';
import { testPlane } from './harness/test-plane.ts';
import { SHOP } from './harness/world.ts';
import type { World } from './harness/world.ts';

const begin = testPlane();

const FINALIZER = 'gcepool/cleanup-shop';
const SERVED = 'web-30001';

const finalizersOf = async ({ core }: World, name = SERVED): Promise<readonly string[] | undefined> => {
  const { items } = await core.listNamespacedService({ namespace: SHOP, fieldSelector: `metadata.name=${name}` });
  return items[0] && (items[0].metadata?.finalizers ?? []);
};

/** Resolves when it holds, which is asked after each run of a replica. */
async function until(replica: Replica, holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await replica.said(({ event }) => event.startsWith('run'), replica.now);
}

/** A replica that keeps Services until their backends are gone, and serves one; two more stay. */
async function serving(flags: readonly string[] = ['--finalizer']) {
  const world = await begin();
  await world.addNode('n1');
  for (const port of [30_001, 30_002, 30_003]) await world.addService(port);
  const { replica } = await world.replica('a', { flags: ['--interval', '1', ...flags] });
  await world.cloud.until(() => world.cloud.served().length === 3);
  await replica.said('runFinished');
  return { world, cloud: world.cloud, replica };
}

/** A URL map of somebody else, which sends to the backend of a port. */
const refer = ({ cloud }: World, nodePort: number): void =>
  void cloud.send('POST', 'global/urlMaps', {
    name: 'front',
    defaultService: `global/backendServices/${cloud.namer.backend(nodePort)}`,
  });

test('a Service bears it before anything is made for it, and is gone when its backend is', async () => {
  const { world, cloud, replica } = await serving();
  expect(await finalizersOf(world)).toEqual([FINALIZER]);
  const gone = cloud.until(() => !cloud.served().includes(30_001));
  await world.removeService(30_001);
  await gone;
  await until(replica, async () => (await finalizersOf(world)) === undefined);
  expect(await finalizersOf(world, 'web-30002')).toEqual([FINALIZER]);
  expect(cloud.breaches).toEqual([]);
  const asked = (await world.plane.audit()).filter(({ user }) => user.username.endsWith(':gcepool'));
  expect(asked.filter(({ annotations }) => annotations?.['authorization.k8s.io/decision'] !== 'allow')).toEqual([]);
});

test('all that are deleted go, however many, for each was deleted by name; with a grace period too', async () => {
  const { world, cloud, replica } = await serving(['--finalizer', '--grace', '3600']);
  for (const port of [30_001, 30_002, 30_003]) await world.removeService(port);
  await cloud.until(() => cloud.served().length === 0);
  await until(replica, async () => (await finalizersOf(world, 'web-30003')) === undefined);
  expect(cloud.breaches).toEqual([]);
});

test('a Service whose backend is used stays, says by what, and goes when that is gone', async () => {
  const { world, cloud, replica } = await serving();
  refer(world, 30_001);
  await world.removeService(30_001);
  const told = async (): Promise<readonly string[]> => {
    const { items } = await world.core.listNamespacedEvent({
      namespace: SHOP,
      fieldSelector: `involvedObject.name=${SERVED}`,
    });
    return items.filter(({ reason }) => reason === 'Waiting').map(({ message = '' }) => message);
  };
  await until(replica, async () => (await told()).length > 0);
  const [message] = await told();
  expect(message).toContain('backendServices/k8s-be-30001--shop is still there: ');
  expect(message).toContain('urlMaps/front');
  expect(message).toContain(`until it is gone the finalizer ${FINALIZER} keeps this Service`);
  expect(await finalizersOf(world)).toEqual([FINALIZER]);
  expect(cloud.servedBy(30_001)).toEqual(['n1']);

  cloud.send('DELETE', 'global/urlMaps/front');
  await until(replica, async () => (await finalizersOf(world)) === undefined);
  expect(cloud.served()).toEqual([30_002, 30_003]);
  expect(cloud.breaches).toEqual([]);
});

test('with the controller away a Service waits for it, or for whoever takes the finalizer off as the guide says', async () => {
  const { world, cloud, replica } = await serving();
  await replica.end('SIGKILL');
  await world.removeService(30_001);
  await world.removeService(30_002);
  expect(await finalizersOf(world)).toEqual([FINALIZER]);
  // What the line of the guide does.
  const name = 'web-30002';
  const body = await world.core.readNamespacedService({ namespace: SHOP, name });
  expect(body.metadata?.finalizers).toEqual([FINALIZER]);
  if (body.metadata !== undefined) body.metadata.finalizers = [];
  await world.core.replaceNamespacedService({ namespace: SHOP, name, body });
  expect(await finalizersOf(world, name)).toBeUndefined();

  const { replica: next } = await world.replica('b', { flags: ['--interval', '1', '--finalizer'] });
  await next.said('leading');
  await cloud.until(() => cloud.served().join() === '30003');
  await until(next, async () => (await finalizersOf(world)) === undefined);
  expect(cloud.breaches).toEqual([]);
});

test('it is taken off where it is not asked for any more, and those of others stay', async () => {
  const { world, replica } = await serving();
  await replica.end();
  const theirs = ['example.com/theirs', 'gcepool/cleanup-other'];
  await world.core.patchNamespacedService({
    namespace: SHOP,
    name: SERVED,
    body: theirs.map((value) => ({ op: 'add', path: '/metadata/finalizers/-', value })),
  });
  const { replica: next } = await world.replica('b', { flags: ['--interval', '1'] });
  await next.said('runFinished');
  for (const name of [SERVED, 'web-30002', 'web-30003'])
    await until(next, async () => (await finalizersOf(world, name))?.includes(FINALIZER) === false);
  expect(await finalizersOf(world)).toEqual(theirs);
});

test('it is taken off a Service that loses the label by which it was chosen, also while nobody looked', async () => {
  const world = await begin();
  const { cloud, core } = world;
  await world.addNode('n1');
  const label = (name: string, pool: string | null): Promise<unknown> =>
    core.patchNamespacedService({
      namespace: SHOP,
      name,
      body: [{ op: pool === null ? 'remove' : 'add', path: '/metadata/labels', value: { pool } }],
    });
  for (const port of [30_001, 30_002, 30_003]) {
    await world.addService(port);
    await label(`web-${port}`, 'yes');
  }
  const flags = ['--interval', '1', '--finalizer', '--selector', 'pool=yes'];
  const { replica } = await world.replica('a', { flags });
  await cloud.until(() => cloud.served().length === 3);
  await replica.said('runFinished');
  cloud.desire({ ports: [{ nodePort: 30_003 }] });
  await label(SERVED, null);
  await until(replica, async () => (await finalizersOf(world))?.length === 0);
  const annotations = async (): Promise<object | undefined> =>
    (await core.readNamespacedService({ namespace: SHOP, name: SERVED })).metadata?.annotations;
  await until(replica, async () => (await annotations()) === undefined);
  await replica.end('SIGKILL');
  await label('web-30002', null);
  const { replica: next } = await world.replica('b', { flags });
  await until(next, async () => (await finalizersOf(world, 'web-30002'))?.length === 0);
  expect(await finalizersOf(world, 'web-30003')).toEqual([FINALIZER]);
  await cloud.until(() => cloud.served().join() === '30003');
  expect(cloud.breaches).toEqual([]);
});
