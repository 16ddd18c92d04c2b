/** `npm run demo:kubernetes`: the controller on a real API server and a simulated project, told step by step. */
import { Skip } from '../client.ts';
import { compiledServers } from './harness/compiled-servers.ts';
import { ControlPlane } from './harness/control-plane.ts';
import { install } from './harness/installed.ts';
import { SHOP, World } from './harness/world.ts';

const say = (text: string): void => console.log(`\n${text}`);

async function demo(): Promise<void> {
  console.log(
    'compiling etcd and kube-apiserver: a quarter of an hour on two processors where nothing of them is kept',
  );
  const servers = await compiledServers();
  const plane = await ControlPlane.start(servers);
  try {
    await install(plane);
    const world = await World.begin(plane);
    try {
      await show(world, servers.version);
    } finally {
      await world.end();
    }
  } finally {
    await plane.close();
  }
}

async function show(world: World, version: string): Promise<void> {
  const { cloud, core } = world;
  say(
    `There is a kube-apiserver ${version} with two nodes and a service of type NodePort; and two replicas of the controller.`,
  );
  await world.addNode('n1');
  await world.addNode('n2');
  await world.addService(30_001, 'cart');
  const { replica: a } = await world.replica('a');
  await a.said('leading');
  const { replica: b } = await world.replica('b');
  await b.said('following');

  say('Replica a was elected. The service has a backend service, a health check and its nodes in a group:');
  await cloud.until(() => cloud.servedBy(30_001).length === 2);
  for (const { method = '', path } of cloud.changes()) console.log(`  ${method} ${path}`);

  say('What serves each port stands on the Service, and its Events tell how that came:');
  let backends: string | undefined;
  while (backends === undefined) {
    const { metadata } = await core.readNamespacedService({ name: 'cart', namespace: SHOP });
    backends = metadata?.annotations?.['gcepool/backends'];
  }
  console.log(`  gcepool/backends: ${backends}`);
  const { items } = await core.listNamespacedEvent({ namespace: SHOP });
  for (const { reason, message } of items) console.log(`  ${reason}: ${message}`);

  say('kill -9 of replica a, and another service meanwhile:');
  const killedAt = performance.now();
  await a.end('SIGKILL');
  await world.addService(30_002, 'till');
  await b.said('leading');
  await cloud.until(() => cloud.servedBy(30_002).length === 2);
  console.log(
    `  replica b has taken over, and serves it ${Math.round((performance.now() - killedAt) / 1_000)} s later`,
  );

  say('A service that is deleted takes its backend with it, and nothing else:');
  await world.removeService(30_001, 'cart');
  await cloud.until(() => !cloud.served().includes(30_001));
  console.log(`  node ports that are served: ${cloud.served().join(', ')}`);
  say(cloud.breaches.length === 0 ? 'No call broke a law for pools.' : cloud.breaches.join('\n'));
}

await demo().catch((error: unknown) => {
  if (!(error instanceof Skip)) throw error;
  console.log(`SKIPPED: ${error.message}`);
});
