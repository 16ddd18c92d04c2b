import { expect, test } from 'vitest';
import { virtualClock } from './calls/virtual-clock.test-support.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { refusal } from './cloud/refusal.test-support.ts';
import { Namer } from './names/namer.ts';
import { newBackendPool } from './new-backend-pool.ts';
import type { PoolEvent } from './pool-event.ts';

const rates = { list: { perSecond: 1, burst: 1 } };

test('a pool and its nodes keep to one rate', async () => {
  const clock = virtualClock();
  const pool = newBackendPool({ cloud: new InMemoryCloud(), namer: new Namer('uid'), zones: ['zone-a'], clock, rates });
  const start = clock.now();
  await pool.planDelete(30_001); // two lists: one passes at once
  await pool.nodes.sync([]); // one more
  expect(clock.now() - start).toBe(2_000);
});

test('a call of the nodes that is made again is told like every other', async () => {
  const clock = virtualClock();
  const cloud = new InMemoryCloud();
  const events: PoolEvent[] = [];
  const pool = newBackendPool({ cloud, namer: new Namer('uid'), clock, onEvent: (event) => events.push(event) });
  let failures = 1;
  cloud.refuse = () => (failures-- > 0 ? refusal(503, 'backendError', 'try again') : undefined);
  await pool.nodes.sync([]);
  expect(events).toMatchObject([{ type: 'callRetried', method: 'listReachableInstanceGroups', attempt: 1 }]);
});
