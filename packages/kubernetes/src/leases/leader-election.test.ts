import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiServerFixture } from '../api-server/api-server-fixture.test-support.ts';
import type { ApiServerFixture } from '../api-server/api-server-fixture.test-support.ts';
import { ApiServerError } from '../api-server/api-server-error.ts';
import type { ApiServer } from '../api-server/api-server.ts';
import { LeaderElection } from './leader-election.ts';
import type { LeaderElectionOptions, LeaderEvent } from './leader-election.ts';
import { readLease, writeLease } from './lease.ts';

const lease = { namespace: 'kube-system', name: 'gcepool' };

let server: ApiServerFixture;
let inFlight: number;
let time: number;
let sleepers: { readonly whose: string; readonly at: number; readonly wake: () => void }[];
/** Candidates whose process is stopped, as by kill -STOP. */
let stopped: Set<string>;
beforeEach(async () => {
  server = await apiServerFixture();
  [inFlight, time, sleepers, stopped] = [0, 0, [], new Set()];
});
afterEach(() => server.close());

const counted: ApiServer = {
  address: 'the fixture',
  ask: async (request) => {
    inFlight += 1;
    try {
      return await server.api.ask(request);
    } finally {
      inFlight -= 1;
    }
  },
  follow: (request) => server.api.follow(request),
};

/** Resolves when no request is under way, and nothing follows from those that were. */
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 5;) {
    await new Promise(setImmediate);
    quiet = inFlight === 0 ? quiet + 1 : 0;
  }
}

/** Lets time pass, a tenth of a second after the other. */
async function pass(ms: number): Promise<void> {
  for (const end = time + ms; time < end;) {
    time += 100;
    const isDue = ({ at, whose }: (typeof sleepers)[number]): boolean => at <= time && !stopped.has(whose);
    const due = sleepers.filter(isDue);
    sleepers = sleepers.filter((each) => !isDue(each));
    for (const { wake } of due) wake();
    if (due.length > 0) await settled();
  }
}

async function candidate(identity: string, options: Partial<LeaderElectionOptions> = {}) {
  const events: string[] = [];
  const stop = new AbortController();
  const election = new LeaderElection({
    api: counted,
    lease,
    identity,
    clock: {
      now: () => time,
      random: () => 0.5,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          sleepers.push({ whose: identity, at: time + ms, wake: resolve });
          signal?.addEventListener('abort', () => reject(new Error('woken')));
        }),
    },
    timeOfDay: () => new Date(time),
    onEvent: (event: LeaderEvent) => events.push(event.type === 'following' ? `following ${event.leader}` : event.type),
    ...options,
  });
  const ended = election.run(stop.signal);
  await settled();
  return {
    election,
    events,
    stop: async () => {
      stop.abort();
      await ended;
      await settled();
    },
  };
}

test('one leads, and its Lease is as client-go’s', async () => {
  const a = await candidate('a');
  const b = await candidate('b');
  await pass(60_000);
  expect([a.events, b.events]).toEqual([['leading'], ['following a']]);
  expect([await a.election.mayWrite(), await b.election.mayWrite()]).toEqual([true, false]);
  const held = await server.api.ask({ path: '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/gcepool' });
  expect(held['spec']).toEqual({
    holderIdentity: 'a',
    leaseDurationSeconds: 15,
    acquireTime: '1970-01-01T00:00:00.000000Z',
    renewTime: expect.stringMatching(/^1970-01-01T00:(?:00:5[789]|01:00)\.\d{6}Z$/),
    leaseTransitions: 0,
  });
});

test('a leader that stands still is replaced when its Lease ends, and knows that itself when it goes on', async () => {
  const a = await candidate('a');
  const b = await candidate('b');
  await pass(30_000);
  stopped.add('a');
  const since = time;
  while (!b.election.isLeading) {
    // Never two at once.
    await pass(100);
    expect(a.election.isLeading && b.election.isLeading).toBe(false);
  }
  const takeoverMs = time - since;
  expect(takeoverMs).toBeGreaterThan(10_000);
  expect(takeoverMs).toBeLessThanOrEqual(15_000 + 2_500);
  stopped.delete('a');
  expect(await a.election.mayWrite()).toBe(false);
  await pass(5_000);
  expect(a.events).toEqual(['leading', 'following b', 'lost']);
  expect((await readLease(server.api, lease))?.transitions).toBe(1);
});

test('a leader that ends gives the Lease back, and the next one leads at its next look', async () => {
  const a = await candidate('a');
  const b = await candidate('b');
  await pass(10_000);
  await a.stop();
  expect(a.events).toEqual(['leading', 'released']);
  expect(await a.election.mayWrite()).toBe(false);
  await pass(2_500);
  expect(b.events).toEqual(['following a', 'leading']);
});

test('without an API server nobody writes, and a leader gives up before its Lease ends', async () => {
  const a = await candidate('a');
  await pass(10_000);
  server.fail({ status: 503, reason: 'shutting down' });
  await expect(a.election.mayWrite()).rejects.toThrow(ApiServerError);
  await pass(9_000);
  expect(a.election.isLeading).toBe(true);
  await pass(3_500);
  expect(a.election.isLeading).toBe(false);
  expect(a.events.at(-1)).toBe('trouble');
  expect(a.events).toContain('lost');
  server.fail(undefined);
  await pass(3_000);
  expect(await a.election.mayWrite()).toBe(true);
});

test('whoever takes the Lease by hand is not written beside, from that moment on', async () => {
  const a = await candidate('a');
  await pass(10_000);
  const found = await readLease(server.api, lease);
  if (found === undefined) throw new Error('there is no Lease');
  const { version, ...record } = found;
  const signal = new AbortController().signal;
  await writeLease(server.api, lease, { ...record, holder: 'person' }, { version, time: new Date(0), signal });
  expect(await a.election.mayWrite()).toBe(false);
  await pass(2_500);
  expect(a.events).toEqual(['leading', 'following person', 'lost']);
});

test('a term ends when somebody else gets the Lease, and with nothing else', async () => {
  const a = await candidate('a');
  const b = await candidate('b');
  await pass(10_000);
  const first = await a.election.term();
  expect(first).toBeDefined();
  expect(await b.election.term()).toBeUndefined();
  server.fail({ status: 503, reason: 'shutting down' });
  await pass(14_000);
  server.fail(undefined);
  await pass(500);
  await b.stop();
  await pass(3_000);
  expect(await a.election.term()).toBe(first);

  const c = await candidate('c');
  stopped.add('a');
  await pass(20_000);
  await c.stop();
  stopped.delete('a');
  await pass(3_000);
  expect(await a.election.mayWrite()).toBe(true);
  expect(await a.election.term()).not.toBe(first);
});

test('clocks that tell another time of day make no difference', async () => {
  const a = await candidate('a', { timeOfDay: () => new Date('2020-01-01') });
  const b = await candidate('b', { timeOfDay: () => new Date('2030-01-01') });
  await pass(60_000);
  expect([a.events, b.events]).toEqual([['leading'], ['following a']]);
});

test('times that leave no room for each other are refused', async () => {
  await expect(candidate('a', { renewDeadlineMs: 15_000 })).rejects.toThrow('must be longer than the 15000 ms');
});
