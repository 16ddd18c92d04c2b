import { expect, test } from 'vitest';
import { testPlane } from './harness/test-plane.ts';
import { PROJECT } from './harness/judged-cloud.ts';
import { SHOP, ZONE } from './harness/world.ts';

const begin = testPlane();

test('services and nodes come and go, and nothing but what is allowed is asked of the API server', async () => {
  const world = await begin();
  const { cloud } = world;
  await world.addNode('n1');
  await world.addService(30_001);
  const { replica } = await world.replica('a');
  await replica.said('leading');
  await cloud.until(() => cloud.servedBy(30_001).join() === 'n1');

  await world.addService(30_002);
  await world.addNode('n2');
  await cloud.until(() => [30_001, 30_002].every((port) => cloud.servedBy(port).join() === 'n1,n2'));

  await world.removeNode('n1');
  await cloud.until(() => cloud.servedBy(30_001).join() === 'n2');
  await world.removeService(30_001);
  await cloud.until(() => cloud.served().join() === '30002');

  expect(cloud.breaches).toEqual([]);
  const asked = (await world.plane.audit()).filter(({ user }) => user.username.endsWith(':gcepool'));
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter(({ annotations }) => annotations?.['authorization.k8s.io/decision'] !== 'allow')).toEqual([]);
});

test('a node that serves stays until the one that replaces it is healthy', async () => {
  const world = await begin();
  const { cloud } = world;
  await world.addNode('n1');
  await world.addService(30_001);
  const { replica } = await world.replica('a', { flags: ['--interval', '2', '--healthy-within', '1'] });
  await cloud.until(() => cloud.servedBy(30_001).join() === 'n1');

  const instance = `projects/${PROJECT}/zones/${ZONE}/instances/n2`;
  cloud.simulator.health.set({ instance, behaviour: 'down' });
  await world.addNode('n2');
  await world.removeNode('n1');
  const kept = await replica.said(({ error = '' }) => error.includes('n1 left in until'), replica.now);
  expect(kept.error).toContain('nodes healthy without what is to leave');
  cloud.simulator.health.set({ instance, behaviour: 'up' });
  cloud.simulator.clock.advance(120_000);
  await cloud.until(() => cloud.servedBy(30_001).join() === 'n2');
  expect(cloud.breaches).toEqual([]);
});

test('a namespace that is deleted takes its services with it, and no other', async () => {
  const world = await begin();
  const { cloud, core } = world;
  const namespace = 'closing-down';
  await core.createNamespace({ body: { metadata: { name: namespace } } });
  await world.addNode('n1');
  await world.addService(30_001);
  await world.addService(30_002, 'till', namespace);
  await world.addService(30_003);
  await world.replica('a');
  await cloud.until(() => cloud.served().join() === '30001,30002,30003');

  await core.deleteNamespace({ name: namespace });
  // As the namespace controller does it, which does not run here.
  await world.removeService(30_002, 'till', namespace);
  const closing = await core.readNamespace({ name: namespace });
  closing.spec = { finalizers: [] };
  await core.replaceNamespaceFinalize({ name: namespace, body: closing });
  await cloud.until(() => cloud.served().join() === '30001,30003');
  await expect(core.readNamespace({ name: namespace })).rejects.toMatchObject({ code: 404 });
  expect(cloud.breaches).toEqual([]);
});

test('a Service tells what serves its ports, and why one is not served', async () => {
  const world = await begin();
  const { cloud, core } = world;
  await world.addNode('n1');
  const { replica } = await world.replica('a', { flags: ['--interval', '1'] });
  await replica.said('leading');
  await core.createNamespacedService({
    namespace: SHOP,
    body: {
      metadata: { name: 'cart' },
      spec: {
        type: 'NodePort',
        ports: [
          { name: 'http', port: 80, nodePort: 30_001 },
          { name: 'dns', port: 53, nodePort: 30_053, protocol: 'UDP' },
        ],
      },
    },
  });
  const backends = { http: { backendService: 'k8s-be-30001--shop', nodePort: 30_001, healthy: 1, total: 1 } };
  await cloud.until(() => cloud.servedBy(30_001).join() === 'n1');
  const annotated = async (): Promise<boolean> => {
    const { metadata } = await core.readNamespacedService({ name: 'cart', namespace: SHOP });
    return metadata?.annotations?.['gcepool/backends'] === JSON.stringify(backends);
  };
  while (!(await annotated())) await replica.said('runFinished', replica.now);
  const { items } = await core.listNamespacedEvent({ namespace: SHOP, fieldSelector: 'involvedObject.name=cart' });
  expect(items.map(({ reason, message }) => `${reason}: ${message}`).toSorted()).toEqual([
    'BackendCreated: backendServices/k8s-be-30001--shop: shop/cart:http (nodePort 30001) has no backend service',
    'NotServed: shop/cart:dns is UDP, which backend services do not carry over HTTP',
  ]);
});
