import { describe, expect, test } from 'vitest';
import type { Backends } from '../backends.ts';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { refusal } from '../cloud/refusal.test-support.ts';
import { testPool } from '../test-pool.test-support.ts';
import { virtualClock } from './virtual-clock.test-support.ts';
import { pauseAfter } from './backoff.ts';
import { Caller } from './caller.ts';
import type { CallerOptions, RetriedCall } from './caller.ts';
import { requestIdOf } from './request-id.ts';
import { isTooFast, retryAdvice } from './retry-advice.ts';
import { TokenBucket } from './token-bucket.ts';
import { rateLimitedClient } from './rate-limited-client.ts';

test.each([
  [429, 'rateLimitExceeded', 'repeat', true],
  [403, 'rateLimitExceeded', 'repeat', true],
  [403, 'userRateLimitExceeded', 'repeat', true],
  [403, 'forbidden', 'giveUp', false],
  [403, 'quotaExceeded', 'giveUp', false],
  [429, 'quotaExceeded', 'giveUp', false],
  [429, 'dailyLimitExceeded', 'giveUp', false],
  [403, 'limitExceeded', 'giveUp', false],
  [500, 'internalError', 'repeat', false],
  [503, 'backendError', 'repeat', false],
  [400, 'resourceNotReady', 'renew', false],
  [400, 'invalid', 'giveUp', false],
  [404, 'notFound', 'giveUp', false],
  [409, 'alreadyExists', 'giveUp', false],
  [412, 'conditionNotMet', 'giveUp', false],
  [0, 'noAnswer', 'repeat', false],
  [0, 'timeout', 'repeat', false],
  [0, 'outcomeUnknown', 'repeat', false],
  [0, 'notSent', 'giveUp', false],
  [0, 'aborted', 'giveUp', false],
] as const)('%i %s: %s', (code, reason, advice, tooFast) => {
  expect(retryAdvice(refusal(code, reason, 'x'))).toBe(advice);
  expect(isTooFast(refusal(code, reason, 'x'))).toBe(tooFast);
});

test('a failed operation is not asked for again under its id', () => {
  const error = Object.assign(refusal(503, 'x', 'x'), { operationErrorCode: 'X' });
  expect(retryAdvice(error)).toBe('renew');
});

/** A cloud through a caller, with what it was given as request ids and what was told of retries. */
function setUp(options: Partial<CallerOptions> = {}) {
  const clock = virtualClock();
  const cloud = new InMemoryCloud();
  const ids: (string | undefined)[] = [];
  const spy = new Proxy(cloud, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...parameters: [object, { requestId?: string }]): unknown => {
        if (key === 'createHealthCheck') ids.push(parameters[1].requestId);
        return Reflect.apply(member, target, parameters);
      };
    },
  });
  const retried: RetriedCall[] = [];
  const caller = new Caller({ clock, ...options });
  return {
    clock,
    cloud,
    ids,
    retried,
    caller,
    persistent: rateLimitedClient(spy, caller, (call) => retried.push(call)),
  };
}

describe('a change', () => {
  test('whose answer is lost is asked for again under the same id, and done once', async () => {
    const { cloud, ids, persistent, retried } = setUp();
    let losses = 2;
    cloud.lose = () => (losses-- > 0 ? refusal(0, 'noAnswer', 'lost') : undefined);
    await persistent.createHealthCheck({ name: 'x' });
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(retried.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('has an id of its own even where random numbers repeat', async () => {
    const clock = { ...virtualClock(), random: () => 0.5 };
    const { ids, persistent } = setUp({ clock });
    await persistent.createHealthCheck({ name: 'x' });
    await persistent.createHealthCheck({ name: 'y' });
    expect(new Set(ids).size).toBe(2);
  });

  test('has an id of its own, and a new one after a refusal that was final', async () => {
    const { cloud, ids, persistent } = setUp();
    let refusals = 1;
    cloud.refuse = () => (refusals-- > 0 ? refusal(400, 'resourceNotReady', 'wait') : undefined);
    await persistent.createHealthCheck({ name: 'x' });
    await persistent.createHealthCheck({ name: 'y' });
    expect(new Set(ids).size).toBe(3);
  });

  test('is given up after so many attempts, with pauses that grow', async () => {
    const { cloud, clock, persistent, retried } = setUp({ backoff: { attempts: 4, firstMs: 100, longestMs: 250 } });
    cloud.refuse = () => refusal(503, 'x', 'busy');
    await expect(persistent.createHealthCheck({ name: 'x' })).rejects.toThrow('busy');
    const bounds = [100, 200, 250];
    for (const [index, { pauseMs }] of retried.entries()) {
      expect(pauseMs).toBeGreaterThanOrEqual((bounds[index] ?? 0) / 2);
      expect(pauseMs).toBeLessThanOrEqual(bounds[index] ?? 0);
    }
    expect(cloud.calls).toHaveLength(4);
    expect(clock.time).toBeGreaterThanOrEqual(275);
  });

  test('is not made where mayWrite says no; reads are', async () => {
    let isLeader = true;
    const { cloud, persistent } = setUp({ mayWrite: () => isLeader });
    await persistent.createHealthCheck({ name: 'x' });
    isLeader = false;
    await expect(persistent.createHealthCheck({ name: 'y' })).rejects.toThrow('mayWrite says');
    await expect(persistent.listHealthChecks()).resolves.toHaveLength(1);
    expect(cloud.mutations).toBe(1);
  });

  test('is made once where there is no clock', async () => {
    const { cloud, persistent } = setUp({ clock: undefined });
    cloud.refuse = () => refusal(503, 'x', 'busy');
    await expect(persistent.createHealthCheck({ name: 'x' })).rejects.toThrow('busy');
    expect(cloud.calls).toHaveLength(1);
  });

  test('in a region is paced and repeated too', async () => {
    const { cloud, persistent } = setUp();
    let failures = 1;
    cloud.refuse = () => (failures-- > 0 ? refusal(503, 'x', 'busy') : undefined);
    await persistent.inRegion('r').createHealthCheck({ name: 'x' });
    expect([...cloud.state.checks.keys()]).toEqual(['regions/r/healthChecks/x']);
  });
});

describe('patience', () => {
  const tooFast = (retryAfterMs?: number) =>
    Object.assign(refusal(429, 'rateLimitExceeded', 'too fast'), retryAfterMs === undefined ? {} : { retryAfterMs });

  test('outlasts a quota of calls that is used up for a minute, and two', async () => {
    const { cloud, clock, persistent } = setUp();
    cloud.refuse = () => (clock.time < 120_000 ? tooFast() : undefined);
    await expect(persistent.listHealthChecks()).resolves.toEqual([]);
    expect(clock.time).toBeLessThan(150_000);
  });

  test('ends after so long in all, for the calls of a group together, and begins anew', async () => {
    const { cloud, clock, persistent, caller } = setUp({ patienceMs: 60_000 });
    cloud.refuse = () => refusal(503, 'x', 'busy');
    const calls = (): Promise<unknown>[] => [1, 2, 3].map(() => persistent.listHealthChecks());
    await expect(Promise.allSettled(calls())).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    expect(clock.time).toBeLessThanOrEqual(60_000);
    cloud.calls.length = 0;
    await expect(persistent.listHealthChecks()).rejects.toThrow('busy');
    expect(cloud.calls).toHaveLength(1);
    const before = clock.time;
    caller.renewPatience();
    await expect(persistent.listHealthChecks()).rejects.toThrow('busy');
    expect(cloud.calls.length).toBeGreaterThan(5);
    expect(clock.time - before).toBeLessThanOrEqual(60_000);
  });

  test('of a call ends although others of its group succeed', async () => {
    const { cloud, clock, persistent } = setUp({ patienceMs: 60_000 });
    const others: Promise<unknown>[] = [];
    cloud.refuse = (call) => {
      if (!call.startsWith('listHealthChecks')) return undefined;
      others.push(persistent.listInstanceGroups());
      return refusal(503, 'x', 'busy');
    };
    await expect(persistent.listHealthChecks()).rejects.toThrow('busy');
    expect(clock.time).toBeLessThanOrEqual(60_000);
    expect((await Promise.all(others)).length).toBeGreaterThan(3);
  });

  test('waits as long as the server asks', async () => {
    const { cloud, clock, persistent, retried } = setUp();
    let refusals = 1;
    cloud.refuse = () => (refusals-- > 0 ? tooFast(45_000) : undefined);
    await persistent.listHealthChecks();
    expect(retried.map(({ pauseMs }) => pauseMs)).toEqual([45_000]);
    expect(clock.time).toBe(45_000);
  });

  test.each([{}, { rates: { list: undefined } }])(
    'holds back the other calls of the group as well: %j',
    async (rates) => {
      const { cloud, clock, persistent } = setUp({ backoff: { attempts: 1 }, ...rates });
      let refusals = 1;
      cloud.refuse = () => (refusals-- > 0 ? tooFast(45_000) : undefined);
      await expect(persistent.listHealthChecks()).rejects.toThrow('too fast');
      await persistent.getHealthCheck('x').catch(() => undefined);
      expect(clock.time).toBe(0);
      await persistent.listHealthChecks();
      expect(clock.time).toBeGreaterThanOrEqual(45_000);
    },
  );

  test('does not wait for what would take longer than it lasts', async () => {
    const { cloud, clock, persistent } = setUp({ patienceMs: 60_000 });
    cloud.refuse = () => tooFast(3_600_000);
    await expect(persistent.listHealthChecks()).rejects.toThrow('too fast');
    expect(clock.time).toBe(0);
  });

  test.each([{}, { backoff: { firstMs: 0 } }])('of nothing repeats nothing: %j', async (options) => {
    const { cloud, persistent } = setUp({ patienceMs: 0, ...options });
    let refusals = 2;
    cloud.refuse = () => (refusals-- > 0 ? refusal(503, 'x', 'busy') : undefined);
    await expect(persistent.listHealthChecks()).rejects.toThrow('busy');
    expect(cloud.calls).toHaveLength(1);
  });

  test.each<[string, (pool: Backends) => Promise<unknown>]>([
    ['reconcile', (pool) => pool.reconcile([80])],
    ['nodes.sync', (pool) => pool.nodes.sync(['n1'])],
    ['nodes.delete', (pool) => pool.nodes.delete()],
  ])('is that of one run: a later one begins anew, of %s', async (_, work) => {
    const clock = virtualClock();
    const { cloud, pool } = testPool({ clock, patienceMs: 60_000 });
    cloud.refuse = () => refusal(503, 'x', 'busy');
    for (let run = 1; run <= 2; run += 1) {
      cloud.calls.length = 0;
      await expect(work(pool)).rejects.toThrow('busy');
      expect(cloud.calls.length).toBeGreaterThan(5);
    }
  });
});

describe('calls are kept to a rate', () => {
  test('after the burst, one every so often', async () => {
    const { clock, persistent } = setUp({ rates: { list: { perSecond: 10, burst: 5 } } });
    for (let call = 0; call < 5; call += 1) await persistent.listHealthChecks();
    expect(clock.time).toBe(0);
    for (let call = 0; call < 10; call += 1) await persistent.listHealthChecks();
    expect(clock.time).toBeCloseTo(1_000);
    await persistent.getInstanceGroup('x', 'y').catch(() => undefined);
    expect(clock.time).toBeCloseTo(1_000);
  });

  test('and slower when the server says so, until all goes well again', () => {
    const bucket = new TokenBucket({ perSecond: 8, burst: 1 });
    bucket.slowDown();
    bucket.slowDown();
    expect(bucket.perSecond).toBe(2);
    for (let call = 0; call < 15; call += 1) bucket.speedUp();
    expect(bucket.perSecond).toBe(8);
    for (let call = 0; call < 50; call += 1) bucket.slowDown();
    expect(bucket.perSecond).toBe(0.25);
  });

  test('together, callers at the same moment wait one after the other', () => {
    const bucket = new TokenBucket({ perSecond: 10, burst: 2 });
    expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([0, 0, 100, 200]);
    expect(bucket.take(300)).toBe(0);
  });
});

test('ids are UUIDs, and pauses are never longer than the longest', () => {
  expect(requestIdOf(1, () => 0)).toBe('00000001-0000-4000-8000-000000000000');
  expect(requestIdOf(0xabcd_ef01, () => 0.999)).toBe('abcdef01-ffff-4fff-bfff-ffffffffffff');
  expect(pauseAfter(40, {}, () => 1)).toBe(32_000);
});
