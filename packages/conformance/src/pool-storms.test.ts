import { type LoopEvent, ReconcileLoop } from '@gcepool/core';
import { expect, test } from 'vitest';
import { poolLab } from './pool-lab.test-support.ts';

const ports = Array.from({ length: 20 }, (_, index) => 30_001 + index);

const tooFast = { code: 429, reason: 'rateLimitExceeded', message: 'Quota exceeded for quota metric' };

/** A loop over a cloud that refuses all calls, reads too, of so many milliseconds after the first few changes. */
async function loopInStorm(stormMs: number) {
  const lab = poolLab();
  let changes = 0;
  let storm: { readonly from: number; readonly to: number } | undefined;
  const refused: number[] = [];
  const reads: string[] = [];
  const made: string[] = [];
  lab.answer = (call) => {
    const now = lab.clock.now();
    if (changes === 10) storm ??= { from: now, to: now + stormMs };
    if (storm !== undefined && now < storm.to) {
      refused.push(now);
      return tooFast;
    }
    const isRead = call.startsWith('GET ');
    if (!isRead) changes += 1;
    (isRead ? reads : made).push(call);
    return undefined;
  };
  const stop = new AbortController();
  const events: LoopEvent[] = [];
  const pool = lab.pool({ concurrency: 1 });
  const loop = new ReconcileLoop({
    reconcile: () => pool.reconcile(ports),
    clock: lab.clock,
    onEvent: (event) => {
      events.push(event);
      if (event.type === 'runFinished') stop.abort();
    },
  });
  await loop.run(stop.signal);
  const services = (await lab.cloud.listBackendServices()).length;
  return { events, refused, reads, made, services, endedAfterMs: lab.clock.now() - (storm?.to ?? 0) };
}

test('kubernetes#21563: a quota of calls that is used up for a minute: the run goes on where it was', async () => {
  const { events, refused, reads, made, services } = await loopInStorm(60_000);
  expect(services).toBe(20);
  expect(events.map(({ type }) => type)).toEqual(['runStarted', 'runFinished', 'stopped']);
  expect(refused.length).toBeLessThan(10);
  // One look at the cloud, and no change twice.
  expect(reads.filter((call) => call.endsWith('/healthChecks'))).toHaveLength(1);
  expect(made).toHaveLength(41);
});

test('a storm of ten minutes: what was made is not made again, and the rest follows within minutes', async () => {
  const { events, refused, made, services, endedAfterMs } = await loopInStorm(600_000);
  expect(services).toBe(20);
  expect(events.filter(({ type }) => type === 'runFailed').length).toBeGreaterThan(0);
  expect(made).toHaveLength(41);
  expect(refused.length).toBeLessThan(200);
  expect(endedAfterMs).toBeLessThan(300_000);
});
