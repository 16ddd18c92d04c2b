import { setTimeout as pause } from 'node:timers/promises';
import { RbacAuthorizationV1Api } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { install } from './harness/installed.ts';
import { testPlane } from './harness/test-plane.ts';

const begin = testPlane();

/** A replica that leads and has served two ports. */
async function serving() {
  const world = await begin();
  await world.addNode('n1');
  await world.addService(30_001);
  await world.addService(30_002);
  const { replica, line } = await world.replica('a');
  await world.cloud.until(() => world.cloud.served().join() === '30001,30002');
  await replica.said('runFinished');
  return { world, cloud: world.cloud, replica, line };
}

test('while the API server is away for a minute nothing changes in the cloud, and what changed is made up for afterwards', async () => {
  const { world, cloud, replica } = await serving();
  const { replica: other } = await world.replica('b');
  await other.said('following');
  await world.plane.killApiServer();
  const before = cloud.changes().length;
  // Somebody takes away what the pool would make again.
  cloud.send('DELETE', `global/backendServices/${cloud.namer.backend(30_001)}`);
  await pause(60_000);
  expect(cloud.changes().length).toBe(before);
  await replica.said('lost');

  const backAt = performance.now();
  await world.plane.startApiServer();
  await cloud.until(() => cloud.served().join() === '30001,30002');
  await world.addService(30_003);
  await cloud.until(() => cloud.served().includes(30_003));
  console.log(`all was served ${((performance.now() - backAt) / 1_000).toFixed(1)} s after the API server was started`);
  expect(cloud.breaches).toEqual([]);
});

test('what changed before etcd was compacted is found by a new list', async () => {
  const { world, cloud, replica, line } = await serving();
  line.cut();
  await replica.said('trouble');
  await world.removeService(30_001);
  await world.addService(30_003);
  await world.plane.compact();
  // Its memory of what came before goes too.
  await world.plane.killApiServer();
  await world.plane.startApiServer();
  const since = replica.now;
  line.mend();
  await replica.said(({ error = '' }) => /too old resource version|compacted|Expired|Gone/i.test(error), since);
  await cloud.until(() => cloud.served().join() === '30002,30003');
  expect(cloud.breaches).toEqual([]);
});

test('a permission that is taken back stops all changes, and they go on when it is given again', async () => {
  const { world, cloud, replica } = await serving();
  const rbac = (await world.plane.adminConfig()).makeApiClient(RbacAuthorizationV1Api);
  const role = await rbac.readClusterRole({ name: 'gcepool' });
  const since = replica.now;
  role.rules = [];
  await rbac.replaceClusterRole({ name: 'gcepool', body: role });
  // Watches that have begun go on; a new one is refused.
  await world.plane.killApiServer();
  await world.plane.startApiServer();
  const refused = await replica.said(({ error = '' }) => error.includes('is forbidden'), since);
  expect(refused.error).toContain('system:serviceaccount:gcepool-system:gcepool');
  const before = cloud.changes().length;
  await world.removeService(30_001);
  const runs = replica.now;
  await replica.said('runFailed', runs);
  expect(cloud.changes().length).toBe(before);

  await install(world.plane);
  await cloud.until(() => cloud.served().join() === '30002');
  expect(cloud.breaches).toEqual([]);
});
