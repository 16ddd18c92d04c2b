import { expect, test } from 'vitest';
import { testPlane } from './harness/test-plane.ts';
import type { JudgedCloud } from './harness/judged-cloud.ts';

const begin = testPlane();

const SHORT = ['--lease-duration', '3', '--renew-deadline', '2', '--retry-period', '0.5'];

/** Who made changes, one after the other. */
const writers = (cloud: JudgedCloud): readonly string[] =>
  cloud
    .changes()
    .map(({ user }) => user)
    .filter((user, index, users) => user !== users[index - 1]);

/** Two replicas, of which the first leads and has served a port. */
async function pair(flags: readonly string[], skewMs = 0) {
  const world = await begin();
  await world.addNode('n1');
  await world.addService(30_001);
  const { replica: a, line } = await world.replica('a', { flags });
  await a.said('leading');
  const { replica: b } = await world.replica('b', { flags, skewMs });
  await b.said('following');
  await world.cloud.until(() => world.cloud.servedBy(30_001).join() === 'n1');
  return { world, cloud: world.cloud, a, b, line };
}

test.each([
  ['the usual lease of 15 seconds', [], 15],
  ['a lease of 3 seconds', SHORT, 3],
])(
  'after kill -9 of the leader the other takes over within the lease and 5 seconds: %s',
  async (title, flags, lease) => {
    const { world, cloud, a, b } = await pair(flags);
    for (const port of [30_002, 30_003, 30_004]) await world.addService(port);
    // In the middle of its work: there is a health check, and no backend service yet.
    await cloud.until(() => cloud.changes().filter(({ method }) => method === 'healthChecks.insert').length > 1);
    const killedAt = performance.now();
    await a.end('SIGKILL');
    const { at } = await b.said('leading');
    await cloud.until(() => cloud.served().join() === '30001,30002,30003,30004');
    const servesAfter = (performance.now() - killedAt) / 1_000;
    const leadsAfter = (at - killedAt) / 1_000;
    console.log(
      `${title}: leads ${leadsAfter.toFixed(1)} s after kill -9, and has made up for it after ${servesAfter.toFixed(1)} s`,
    );
    expect(leadsAfter).toBeLessThanOrEqual(lease + 5);
    expect(writers(cloud)).toEqual(['a', 'b']);
    expect(cloud.breaches).toEqual([]);
  },
);

test('a leader that is told to end hands over at once, though their clocks are two hours apart', async () => {
  const { world, cloud, a, b } = await pair([], 7_200_000);
  const toldAt = performance.now();
  await a.end('SIGTERM');
  const { at } = await b.said('leading');
  console.log(`leads ${((at - toldAt) / 1_000).toFixed(1)} s after SIGTERM of the leader`);
  // It looks every 2 to 2.4 s.
  expect(at - toldAt).toBeLessThanOrEqual(5_000);
  await world.addService(30_002);
  await cloud.until(() => cloud.served().join() === '30001,30002');
  expect(a.events.at(-1)?.event).toBe('released');
  expect(writers(cloud)).toEqual(['a', 'b']);
  expect(cloud.breaches).toEqual([]);
});

test('a leader that stood still, and goes on after another has taken over, changes nothing', async () => {
  const { world, cloud, a, b } = await pair(SHORT);
  a.signal('SIGSTOP');
  await b.said('leading');
  await world.addService(30_002);
  await cloud.until(() => cloud.served().join() === '30001,30002');
  const since = a.now;
  a.signal('SIGCONT');
  await a.said('following', since);
  await world.addService(30_003);
  await cloud.until(() => cloud.served().join() === '30001,30002,30003');
  expect(writers(cloud)).toEqual(['a', 'b']);
  expect(cloud.breaches).toEqual([]);
});

test('a leader that is cut off from the API server writes no more, and follows when it is back', async () => {
  const { world, cloud, a, b, line } = await pair(SHORT);
  line.cut();
  await b.said('leading');
  await a.said('lost');
  // It would repair this, if it could ask whether it may.
  cloud.send('PATCH', `global/healthChecks/${cloud.namer.backend(30_001)}`, { checkIntervalSec: 61 });
  await world.addService(30_002);
  await cloud.until(() => cloud.served().join() === '30001,30002');
  const since = a.now;
  line.mend();
  await a.said('following', since);
  expect(writers(cloud)).toEqual(['a', 'b']);
  expect(cloud.breaches).toEqual([]);
});
