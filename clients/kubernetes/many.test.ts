import { expect, test } from 'vitest';
import { JudgedCloud } from './harness/judged-cloud.ts';
import { testPlane } from './harness/test-plane.ts';

const begin = testPlane();
const [SERVICES, NODES] = [1_000, 500];
const FIRST_PORT = 30_000;

/** Does something so often, ten at a time. */
async function times(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      while (next < count) {
        next += 1;
        await work(next - 1);
      }
    }),
  );
}

test(`${SERVICES} services on ${NODES} nodes are served, and a storm of changes that mean nothing costs no call`, async () => {
  const cloud = new JudgedCloud('shop', false);
  const world = await begin(cloud);
  const { plane, core } = world;
  await times(NODES, (index) => world.addNode(`n${index}`));
  await times(SERVICES, (index) => world.addService(FIRST_PORT + index));
  const askedBefore = (await plane.audit()).length;

  const startedAt = performance.now();
  const { replica } = await world.replica('a', { flags: ['--interval', '600'] });
  await replica.said('runFinished');
  const tookMs = performance.now() - startedAt;
  expect(cloud.served()).toHaveLength(SERVICES);
  const asked = (await plane.audit()).slice(askedBefore).filter(({ user }) => user.username.endsWith(':gcepool'));
  const counts = (verbs: readonly string[]): Record<string, number> =>
    Object.fromEntries(verbs.map((verb) => [verb, verbs.filter((each) => each === verb).length]));
  const calls = cloud.simulator.calls.list().filter(({ user }) => user === 'a');
  const [memory, servers] = [await replica.memoryMb(), await plane.memoryMb()];
  console.log({
    seconds: Math.round(tookMs / 1_000),
    callsToCompute: { all: calls.length, ...counts(calls.map(({ method = '' }) => method)) },
    callsToKubernetes: {
      all: asked.length,
      ...counts(asked.map(({ verb, objectRef }) => `${verb} ${objectRef?.resource}`)),
    },
    memoryMb: { controller: memory, ...servers },
  });

  // Two heartbeats of each kubelet.
  const calm = replica.now;
  const before = cloud.simulator.calls.list().length;
  const stormAt = performance.now();
  for (const beat of [1, 2]) {
    await times(NODES, async (index) => {
      const name = `n${index}`;
      const node = await core.readNode({ name });
      const conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime: new Date(beat * 1_000) }];
      node.status = { conditions };
      await core.replaceNodeStatus({ name, body: node });
    });
  }
  const stormMs = performance.now() - stormAt;
  // What comes after all of it has been seen when this is served.
  await world.addService(FIRST_PORT + SERVICES);
  const run = await replica.said('runStarted', calm);
  expect(run.reasons).toEqual([`Service shop/web-${FIRST_PORT + SERVICES} changed`]);
  await replica.said('runFinished', calm);
  const last = cloud.simulator.calls.list().length - before;
  console.log({ storm: { events: 2 * NODES, seconds: Math.round(stormMs / 1_000) }, callsOfTheRunAfterIt: last });
  expect(cloud.served()).toHaveLength(SERVICES + 1);
  expect((await replica.memoryMb()).most).toBeLessThan(600);
});
