import { expect, test } from 'vitest';
import type { PoolEvent } from './pool-event.ts';
import { Caller } from './calls/caller.ts';
import { StoppedError } from './calls/stopped-error.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { InstanceGroupPool } from './nodes/instance-group-pool.ts';
import { Namer } from './names/namer.ts';
import { refusal } from './cloud/refusal.test-support.ts';
import { testPool } from './test-pool.test-support.ts';
import { virtualClock } from './calls/virtual-clock.test-support.ts';

const ports = [80, 81, 82, 83];

test('a stop lets the step under way finish, and begins no other; the next run carries on', async () => {
  const stop = new AbortController();
  const cloud = new InMemoryCloud();
  const events: PoolEvent[] = [];
  const onEvent = (event: PoolEvent): void => {
    events.push(event);
    if (event.type === 'stepStarted' && event.step.collection === 'backendServices') stop.abort();
  };
  const { pool } = testPool({ cloud, stop: stop.signal, concurrency: 1, onEvent });
  await expect(pool.sync(ports)).rejects.toThrow('the pool is being stopped');
  const outcomes = events.flatMap((event) => (event.type === 'stepFinished' ? [event.outcome.outcome] : []));
  expect(outcomes).toEqual([...Array(5).fill('done'), 'done', 'skipped', 'skipped', 'skipped']);
  expect(cloud.state.services.size).toBe(1);
  const skipped = events.flatMap((event) =>
    event.type === 'stepFinished' && 'error' in event.outcome ? [event.outcome.error.message] : [],
  );
  expect(skipped[0]).toMatch(/^create global\/backendServices\/\S+ was not begun: the pool is being stopped/);

  await testPool({ cloud }).pool.sync(ports);
  expect(cloud.state.services.size).toBe(4);
});

test('a call that is about to be repeated is handed over instead, with what was wrong', async () => {
  const stop = new AbortController();
  const cloud = new InMemoryCloud();
  cloud.refuse = (call) => (call.startsWith('createHealthCheck') ? refusal(503, 'backendError', 'busy') : undefined);
  const clock = { ...virtualClock(), sleep: async () => stop.abort() };
  const error: unknown = await testPool({ cloud, clock, stop: stop.signal })
    .pool.add(80)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ errors: [{ cause: { name: 'StoppedError', cause: { code: 503 } } }] });
  expect(cloud.calls.filter((call) => call.startsWith('createHealthCheck'))).toHaveLength(1);
});

test('members of groups are left alone once the pool is stopped', async () => {
  const { cloud, pool } = testPool();
  await pool.add(80);
  cloud.calls.length = 0;
  const nodePool = new InstanceGroupPool(cloud, new Namer(), ['zone-a'], { stop: AbortSignal.abort() });
  await expect(nodePool.sync([{ name: 'n1', zone: 'zone-a' }])).rejects.toThrow('the pool is being stopped');
  expect(cloud.calls).toEqual([]);
});

test('an abort ends a read that is not answered', async () => {
  const abort = new AbortController();
  const caller = new Caller({ signal: abort.signal });
  const read = caller.call('listZones', { group: 'list' }, () => new Promise(() => undefined));
  abort.abort(new StoppedError());
  await expect(read).rejects.toThrow(StoppedError);
});

test('nothing is begun once the pool is stopped', async () => {
  const { cloud, pool } = testPool({ stop: AbortSignal.abort() });
  await expect(pool.sync(ports)).rejects.toThrow('the pool is being stopped');
  expect(cloud.calls).toEqual([]);
});
