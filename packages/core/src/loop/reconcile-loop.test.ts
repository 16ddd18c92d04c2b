import { expect, test } from 'vitest';
import type { LoopEvent } from './loop-event.ts';
import { isAlive, isReady } from './loop-health.ts';
import { ReconcileLoop } from './reconcile-loop.ts';
import type { ReconcileLoopOptions } from './reconcile-loop.ts';

/** A clock that is moved by hand. */
function handClock() {
  let time = 0;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        sleepers.push({ at: time + ms, wake: resolve });
        signal?.addEventListener('abort', () => reject(new Error('woken')));
      }),
    /** Lets time pass, and everything that becomes due by it come to rest. */
    pass: async (ms: number) => {
      time += ms;
      for (const { wake } of sleepers.filter(({ at }) => at <= time)) wake();
      sleepers = sleepers.filter(({ at }) => at > time);
      await settled();
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** A loop at work, whose runs end when they are told to. */
async function loopLab(options: Partial<ReconcileLoopOptions> = {}) {
  const clock = handClock();
  const stop = new AbortController();
  const events: LoopEvent[] = [];
  const runs: { readonly at: number; readonly finish: () => void; readonly fail: (error: Error) => void }[] = [];
  const reconcile = () =>
    new Promise<void>((finish, fail) => {
      runs.push({ at: clock.now(), finish, fail });
    });
  const loop = new ReconcileLoop({ reconcile, clock, onEvent: (event) => events.push(event), ...options });
  const ended = loop.run(stop.signal);
  await settled();
  const end = async (error?: Error): Promise<void> => {
    const run = runs.at(-1);
    if (error === undefined) run?.finish();
    else run?.fail(error);
    await settled();
  };
  return { clock, stop, events, runs, loop, ended, end };
}

test('the first run is at once, the others an interval after the end of the one before', async () => {
  const { clock, runs, end, stop, ended } = await loopLab({ intervalMs: 60_000 });
  expect(runs.map(({ at }) => at)).toEqual([0]);
  await clock.pass(10_000);
  await end();
  await clock.pass(59_999);
  expect(runs).toHaveLength(1);
  await clock.pass(1);
  expect(runs.map(({ at }) => at)).toEqual([0, 70_000]);
  stop.abort();
  await end();
  await expect(ended).resolves.toBeUndefined();
});

test('without an interval it runs when asked, and not before a quiet moment has passed', async () => {
  const { clock, runs, loop, end, events } = await loopLab({ quietMs: 500 });
  await end();
  await clock.pass(1e9);
  expect(runs).toHaveLength(1);
  loop.request('a');
  await clock.pass(400);
  loop.request('b');
  expect(runs).toHaveLength(1);
  await clock.pass(100);
  expect(runs).toHaveLength(2);
  expect(events.at(-1)).toEqual({ type: 'runStarted', reasons: ['a', 'b'] });
});

test('requests during a run are answered by one more, never beside it', async () => {
  const { clock, runs, loop, end } = await loopLab();
  for (const reason of ['a', 'b', 'c']) loop.request(reason);
  await clock.pass(5_000);
  expect(runs).toHaveLength(1);
  await end();
  expect(runs).toHaveLength(2);
  await end();
  await clock.pass(1e6);
  expect(runs).toHaveLength(2);
});

test('failures are repeated after pauses that grow, and success forgets them', async () => {
  const { clock, runs, end, loop, events } = await loopLab({ backoff: { firstMs: 1_000, longestMs: 3_000 } });
  for (const pauseMs of [1_000, 2_000, 3_000, 3_000]) {
    await end(new Error('no'));
    expect(loop.health).toMatchObject({ state: 'backingOff', lastError: { message: 'no' } });
    expect(events.at(-1)).toMatchObject({ type: 'runFailed', pauseMs });
    const count = runs.length;
    await clock.pass(pauseMs - 1);
    expect(runs).toHaveLength(count);
    await clock.pass(1);
    expect(runs).toHaveLength(count + 1);
  }
  await end();
  expect(loop.health).toEqual({ state: 'waiting', runs: 5, failures: 0, lastSuccessAt: 9_000, lastFailureAt: 6_000 });
});

test('a request shortens a long pause, but not below the first one', async () => {
  const { clock, runs, end, loop } = await loopLab({ quietMs: 0 });
  await end(new Error('no'));
  await clock.pass(1_000);
  await end(new Error('no'));
  loop.request('mended');
  await clock.pass(999);
  expect(runs).toHaveLength(2);
  await clock.pass(1);
  expect(runs).toHaveLength(3);
});

test('a failing run is not repeated less often than the interval', async () => {
  const { clock, runs, end } = await loopLab({ intervalMs: 100 });
  await end(new Error('no'));
  await clock.pass(100);
  expect(runs).toHaveLength(2);
});

test('a stop lets the run under way finish, begins no other, and is told of', async () => {
  const { loop, stop, runs, end, ended, events } = await loopLab();
  loop.request('more');
  stop.abort();
  await settled();
  expect(loop.health.state).toBe('running');
  await end(new Error('cut short'));
  await ended;
  expect(runs).toHaveLength(1);
  expect(events.map(({ type }) => type)).toEqual(['runStarted', 'runCutShort', 'stopped']);
  expect(loop.health.state).toBe('stopped');
});

test('a stop ends the wait at once', async () => {
  const { stop, end, ended } = await loopLab({ intervalMs: 1e9 });
  await end();
  stop.abort();
  await expect(ended).resolves.toBeUndefined();
});

test('it stands by while another process does the work, and takes over', async () => {
  let isLeader = false;
  const { clock, runs, loop, events } = await loopLab({ mayWrite: () => isLeader, standbyMs: 2_000 });
  await clock.pass(2_000);
  loop.request('a change');
  await clock.pass(1_999);
  expect(runs).toEqual([]);
  expect(loop.health.state).toBe('standingBy');
  isLeader = true;
  await clock.pass(1);
  expect(runs).toHaveLength(1);
  expect(events.map(({ type }) => type)).toEqual(['stoodBy', 'runStarted']);
});

test('that nobody can say who does the work is a failure, and asked again', async () => {
  const mayWrite = () => Promise.reject(new Error('no lease'));
  const { clock, runs, loop } = await loopLab({ mayWrite });
  await clock.pass(1_000);
  expect(runs).toEqual([]);
  expect(loop.health).toMatchObject({ state: 'backingOff', failures: 2, lastError: { message: 'no lease' } });
});

test('health: ready after the first success, until too many runs fail; alive until one is stuck', async () => {
  const { clock, loop, end, stop, ended } = await loopLab({ intervalMs: 1_000 });
  expect(isReady(loop.health)).toBe(false);
  expect(isAlive(loop.health, clock.now() + 3_600_001)).toBe(false);
  expect(isAlive(loop.health, clock.now() + 3_600_000)).toBe(true);
  await end();
  expect(isReady(loop.health)).toBe(true);
  for (let failure = 0; failure < 4; failure += 1) {
    expect(isReady(loop.health)).toBe(true);
    await clock.pass(1_000);
    await end(new Error('no'));
  }
  expect(isReady(loop.health)).toBe(false);
  expect(isReady({ state: 'standingBy', runs: 0, failures: 0 })).toBe(true);
  stop.abort();
  await ended;
  expect(isAlive(loop.health, clock.now())).toBe(false);
});

test.each(['intervalMs', 'quietMs', 'standbyMs'])('%s that makes no sense is refused by name', (name) => {
  const options = { reconcile: async () => undefined, clock: handClock(), [name]: Number.NaN };
  expect(() => new ReconcileLoop(options)).toThrow(`${name} is a number of milliseconds from 0 on; got NaN`);
});

test('when the next run is due is known, but for the while that one is under way', async () => {
  const { clock, loop, end, stop, ended } = await loopLab({ intervalMs: 60_000, quietMs: 1_000 });
  expect(loop.nextRunAt).toBeUndefined();
  await clock.pass(5_000);
  await end();
  expect(loop.nextRunAt).toBe(65_000);
  loop.request('a change');
  expect(loop.nextRunAt).toBe(6_000);
  await clock.pass(1_000);
  await end(new Error('no'));
  expect(loop.nextRunAt).toBeGreaterThan(6_000);
  stop.abort();
  await ended;
  expect(loop.nextRunAt).toBeUndefined();
  const idle = await loopLab();
  await idle.end();
  expect(idle.loop.nextRunAt).toBeUndefined();
});
