import type { Fault } from '@gcepool/sim';
import { describe, expect, test } from 'vitest';
import { POOL_LAWS } from './pool-laws.ts';
import { runSeed, WORLDS_OF_A_SEED } from './run-seed.ts';
import { newCounts, runWorld } from './run-world.ts';
import type { WorldEvent } from './world-event.ts';

const WANT: WorldEvent = {
  do: 'setDesired',
  cluster: 'one',
  ports: [{ nodePort: 30_001 }, { nodePort: 30_002, protocol: 'HTTPS' }],
  zones: ['us-central1-a', 'us-central1-b'],
  nodes: [0, 1],
};
const LESS: WorldEvent = { ...WANT, ports: [{ nodePort: 30_002 }], zones: ['us-central1-a'], nodes: [1] };
const RECONCILE: WorldEvent = { do: 'reconcile', who: 0 };

const FAULTS: readonly Fault[] = [
  'reset',
  'answerLost',
  'duplicate',
  'operationNeverEnds',
  { error: { code: 403 } },
  { error: { code: 412 } },
  { error: { code: 429 } },
  { error: { code: 503, html: true } },
  { operationError: { code: 'QUOTA_EXCEEDED' } },
  { truncate: 10 },
  { latencyMs: 500 },
];

test('the worlds of some seeds keep every law, and every law is looked at', async () => {
  const counts = newCounts();
  for (const seed of [1, 2]) await expect(runSeed(seed, {}, counts)).resolves.toBeUndefined();
  expect([...counts.checks.keys()].toSorted()).toEqual(Object.keys(POOL_LAWS).toSorted());
});

test('a seed gives the same worlds each time, call by call', async () => {
  const [first, second] = [newCounts(), newCounts()];
  await runSeed(3, {}, first);
  await runSeed(3, {}, second);
  expect(second).toEqual(first);
});

test('a failure tells a seed that fails again, and fewer events than there were', async () => {
  const forgetful = { breakCloud: () => ({ deleteHealthCheck: async (): Promise<void> => undefined }) };
  const failure = await runSeed(1, forgetful, newCounts());
  expect(failure).toMatchObject({ seed: 1, message: expect.stringMatching(/is obsolete/) });
  expect(failure?.events.length).toBeLessThan(5);
  expect(WORLDS_OF_A_SEED).toBeGreaterThan(1);
});

const ON_A: WorldEvent = { ...WANT, zones: ['us-central1-a'] };
const ON_B: WorldEvent = { ...WANT, zones: ['us-central1-b'] };

test('a zone that was left keeps its nodes while the other cannot be linked', async () => {
  const event: WorldEvent = { do: 'fault', rule: { fault: { error: { code: 403 } }, method: '*.patch', times: 9 } };
  await expect(runWorld([ON_A, RECONCILE, event, ON_B, RECONCILE, RECONCILE])).resolves.toBeUndefined();
});

test('nodes that are gone take no others with them', async () => {
  const gone = [0, 1].map((node): WorldEvent => ({ do: 'vanish', cluster: 'one', zone: 'us-central1-a', node }));
  const others: WorldEvent = { ...ON_A, nodes: [2] };
  await expect(runWorld([others, RECONCILE, ...gone, ON_A, RECONCILE, RECONCILE])).resolves.toBeUndefined();
});

describe('killed in each of its calls, the next run repairs', () => {
  test.each([
    ['before the call', false],
    ['after the call', true],
  ])('%s', async (_, isDone) => {
    for (let at = 1; at <= 30; at += 1) {
      const crash: WorldEvent = { do: 'crash', who: 0, at, isDone };
      await expect(runWorld([WANT, crash])).resolves.toBeUndefined();
      await expect(runWorld([WANT, RECONCILE, LESS, crash])).resolves.toBeUndefined();
    }
  });
});

describe('a fault at each call does no harm, and is repaired once it is over', () => {
  test.each(FAULTS.map((fault) => [JSON.stringify(fault), fault] as const))('%s', async (_, fault) => {
    for (let after = 0; after < 20; after += 1) {
      const event: WorldEvent = { do: 'fault', rule: { fault, times: 1, after } };
      await expect(runWorld([WANT, event, RECONCILE, LESS, RECONCILE])).resolves.toBeUndefined();
    }
  });
});
