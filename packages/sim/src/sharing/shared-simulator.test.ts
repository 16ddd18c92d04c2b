import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dice } from '../../test/fuzz/dice.ts';
import { MemoryLog } from '../../test/memory-log.ts';
import type { Trouble } from '../../test/memory-log.ts';
import type { ApiResponse } from '../api/response.ts';
import type { SharedSimulator, SharedSimulatorOptions } from './shared-simulator.ts';
import { createSharedSimulator } from './shared-simulator.ts';

const CHECKS = '/compute/v1/projects/p/global/healthChecks';

type Options = Omit<SharedSimulatorOptions, 'store'>;

const shared = (
  log: MemoryLog,
  options: Options = {},
  ...store: Parameters<MemoryLog['store']>
): Promise<SharedSimulator> => createSharedSimulator({ startTime: 0, ...options, store: log.store(...store) });

const insert = (simulator: SharedSimulator, name: string): Promise<ApiResponse> =>
  simulator.handle({ method: 'POST', url: CHECKS, body: { name, type: 'TCP' } });
const get = (simulator: SharedSimulator, name: string): Promise<ApiResponse> =>
  simulator.handle({ method: 'GET', url: `${CHECKS}/${name}` });
const text = async (simulator: SharedSimulator): Promise<string> =>
  JSON.stringify(await simulator.look((within) => within.snapshot()));

/** Two that serve one cloud. */
async function pair(options: Options = {}): Promise<readonly [SharedSimulator, SharedSimulator, MemoryLog]> {
  const log = new MemoryLog();
  return [await shared(log, options), await shared(log, options), log];
}

describe('two that share a cloud', () => {
  test('see at once what was answered by the other', async () => {
    const [one, other] = await pair();
    expect((await insert(one, 'a')).status).toBe(200);
    expect((await get(other, 'a')).status).toBe(200);
    expect((await insert(other, 'a')).status).toBe(409);
    expect(await text(one)).toBe(await text(other));
  });

  test('answer what was tried in vain as of what the other did first', async () => {
    const [one, other] = await pair();
    const answers = await Promise.all([insert(one, 'a'), insert(other, 'a')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await text(one)).toBe(await text(other));
  });

  test('write what comes at the same time down together', async () => {
    const [one, , log] = await pair();
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => insert(one, name)));
    // The first is under way alone, for nobody knows of others then, or with all that came with it.
    expect(log.batches.size).toBeLessThanOrEqual(2);
    expect(log.entries).toHaveLength(4);
  });

  test('take turns once they have met, and none of them tries in vain for long', async () => {
    const log = new MemoryLog();
    const calls = { append: 0 };
    const counted = (call: string): undefined => {
      if (call === 'append') calls.append++;
    };
    const simulators = await Promise.all([1, 2, 3].map(() => shared(log, {}, counted)));
    await Promise.all(
      simulators.map(async (simulator, index) => {
        for (let number = 0; number < 40; number++) await insert(simulator, `s${index}-${number}`);
      }),
    );
    expect(log.entries).toHaveLength(120);
    // Each loses to the two others before it is wary.
    expect(calls.append - log.batches.size).toBeLessThanOrEqual(6);
    expect(log.turns).toBeGreaterThan(100);
  });

  test('wait for no turn while nobody else writes', async () => {
    const [one, , log] = await pair();
    for (let number = 0; number < 20; number++) await insert(one, `a${number}`);
    expect(log.turns).toBe(0);
  });

  test('ask the store once for a read that ends what runs, and for a read of what does not run once', async () => {
    const log = new MemoryLog();
    const calls: string[] = [];
    const one = await shared(log, {}, (call) => void calls.push(call));
    await insert(one, 'a');
    calls.length = 0;
    expect((await get(one, 'a')).status).toBe(200);
    expect(calls).toEqual(['append']);
    expect((await get(one, 'a')).status).toBe(200);
    expect(calls).toEqual(['append', 'since']);
  });

  test('write nothing down for what is refused and what is read', async () => {
    const [one, , log] = await pair();
    expect((await get(one, 'a')).status).toBe(404);
    expect((await one.handle({ method: 'POST', url: CHECKS, body: { name: 'A!' } })).status).toBe(400);
    expect(log.end).toBe(0);
  });

  test('share what the control plane says: time, quotas, health, a reset, a snapshot, the reset of a project', async () => {
    const [one, other] = await pair();
    await insert(one, 'a');
    const before = await one.look((within) => within.snapshot());
    await one.perform(({ clock }) => clock.advance(60_000));
    await other.perform(({ clock }) => clock.advance(5));
    expect(await one.look(({ clock }) => clock.now())).toBe(await other.look(({ clock }) => clock.now()));
    await one.perform(({ quotas }) => quotas.set({ project: 'p', metric: 'HEALTH_CHECKS', limit: 1 }));
    expect(await other.look(({ clock }) => clock.now())).toBeGreaterThan(60_000);
    expect((await insert(other, 'b')).status).toBe(403);
    await other.perform((within) => within.resetProject('p'));
    expect((await get(one, 'a')).status).toBe(404);
    await other.perform((within) => within.restore(before));
    expect((await get(one, 'a')).status).toBe(200);
    expect(await text(one)).toBe(await text(other));
    await one.perform((within) => within.reset());
    expect((await get(other, 'a')).status).toBe(404);
    expect(await text(one)).toBe(await text(other));
  });

  test('share what goes wrong, and how often it has: a fault of one time is met once', async () => {
    const [one, other] = await pair();
    await one.perform(
      ({ faults }) => void faults.add({ method: '*.insert', times: 1, fault: { error: { code: 503 } } }),
    );
    expect((await insert(other, 'a')).status).toBe(503);
    expect((await insert(one, 'a')).status).toBe(200);
    expect(await one.look(({ faults }) => faults.list())).toMatchObject([{ id: 'fault-1', seen: 1, met: 1 }]);
    await other.perform(({ faults }) => faults.clear());
    expect(await one.look(({ faults }) => faults.list())).toEqual([]);
  });

  test('count what was tried in vain once: calls, faults, limits', async () => {
    const [one, other] = await pair();
    await one.perform(({ rateLimits }) => rateLimits.set({ group: 'queries', perMinute: 1000 }));
    await one.perform(({ faults }) => void faults.add({ method: '*.insert', after: 1000, fault: 'reset' }));
    await Promise.all(Array.from({ length: 20 }, (_, index) => insert(index % 2 === 0 ? one : other, `a${index}`)));
    expect(await one.look(({ faults }) => faults.list())).toMatchObject([{ seen: 20, met: 0 }]);
    for (const simulator of [one, other]) {
      expect(await simulator.look(({ calls }) => calls.counts())).toEqual({ 'healthChecks.insert': 10 });
      expect(await simulator.look(({ calls }) => calls.list().map(({ sequence }) => sequence))).toEqual(
        Array.from({ length: 10 }, (_, index) => index + 1),
      );
    }
  });

  test('answer from what they know with local reads, and hear of the rest', async () => {
    const [one, other, log] = await pair({ reads: 'local' });
    const follow = [...log.followers];
    log.followers.clear();
    await insert(one, 'a');
    expect((await get(other, 'a')).status).toBe(404);
    expect((await get(one, 'a')).status).toBe(200);
    for (const tell of follow) tell();
    await other.perform(() => undefined);
    expect((await get(other, 'a')).status).toBe(200);
  });

  test('hear with local reads of what was done while they started, though they ask for nothing', async () => {
    const log = new MemoryLog();
    const one = await shared(log);
    const store = log.store();
    const other = await createSharedSimulator({
      startTime: 0,
      reads: 'local',
      store: {
        ...store,
        load: async () => {
          const kept = await store.load();
          await insert(one, 'a');
          return kept;
        },
      },
    });
    for (let turns = 0; turns < 100 && other.position < log.end; turns++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await get(other, 'a')).status).toBe(200);
  });

  test('have one time of day, which never goes back, and write nothing down for reads while nothing is due', async () => {
    const [one, other, log] = await pair({
      clock: 'real',
      startTime: 4_000_000_000_000,
      operationLatencyMs: 1_000_000,
    });
    await insert(one, 'a');
    const { end } = log;
    await other.handle({ method: 'GET', url: CHECKS });
    await one.look((within) => void within.position());
    expect(log.end).toBe(end);
    await other.perform(({ clock }) => clock.advance(2_000_000));
    expect((await get(one, 'a')).status).toBe(200);
    expect(await one.look(({ clock }) => clock.now())).toBe(4_000_002_000_000);
    expect(await text(one)).toBe(await text(other));
  });

  test('refuse what another was made with, and options that make no sense', async () => {
    const log = new MemoryLog();
    await shared(log);
    await expect(shared(log, { seed: 'other' })).rejects.toThrow('seed: what is kept was made with');
    // As a program in JavaScript may give them.
    await expect(shared(log, { reads: 'stale' as 'local' })).rejects.toThrow("reads must be 'latest' or 'local'");
    await expect(shared(log, { patienceMs: -1 })).rejects.toThrow('patienceMs must be milliseconds');
  });

  test('go back with a reset to what it was at first, whoever is asked', async () => {
    const log = new MemoryLog();
    const one = await shared(log, { startTime: 1000 });
    const other = await shared(log, { startTime: 2000 });
    await insert(one, 'a');
    await other.perform((within) => within.reset());
    expect(await one.look(({ clock }) => clock.now())).toBe(1000);
    expect(await other.look(({ clock }) => clock.now())).toBe(1000);
  });
});

test('who was away for longer than the log goes back goes on from a later state', async () => {
  const log = new MemoryLog();
  const one = await shared(log, {}, undefined, 5);
  const other = await shared(log, {}, undefined, 5);
  log.followers.clear();
  for (let index = 0; index < 40; index++) await insert(one, `a${index}`);
  expect(log.since(0)).toBeUndefined();
  expect((await get(other, 'a39')).status).toBe(200);
  expect(await text(one)).toBe(await text(other));
});

test('what is written by other rules ends it, and says so', async () => {
  const [one, , log] = await pair();
  await insert(one, 'a');
  log.batches.set(log.end + 1, [{ kind: 'advance', now: 5_000_000, sequence: 77 }]);
  const answer = await get(one, 'a');
  expect(answer).toMatchObject({
    status: 503,
    body: { error: { message: expect.stringContaining('it comes to something else here') } },
  });
  expect(one.failure).toContain('can no longer follow the cloud');
  expect((await insert(one, 'b')).status).toBe(503);
});

test('of what was under way when nothing can go on, nobody knows, and that is said', async () => {
  const log = new MemoryLog();
  const one = await shared(log, {}, (call) => {
    // Others of another release write while it is on its way.
    if (call === 'append') log.batches.set(log.end + 1, [{ kind: 'advance', now: 5_000_000, sequence: 77 }]);
    return undefined;
  });
  expect(await insert(one, 'a')).toMatchObject({
    status: 503,
    body: { error: { message: expect.stringMatching(/answers no more\. It is not known whether this is done\.$/) } },
  });
});

test('a log that goes on and does not show how is asked so often, and no more', async () => {
  const log = new MemoryLog();
  const store = log.store();
  let appends = 0;
  const one = await createSharedSimulator({
    startTime: 0,
    store: { ...store, append: () => Promise.resolve(++appends > 1000) },
  });
  expect((await insert(one, 'a')).status).toBe(503);
  expect(one.failure).toContain('its log goes on, and does not show it');
  expect(appends).toBe(20);
});

test('who waits for a store that stays out of reach is told so, and nothing was done', async () => {
  const log = new MemoryLog();
  let isAway = false;
  const one = await shared(log, { patienceMs: 0 }, () => (isAway ? 'before' : undefined));
  isAway = true;
  const answers = await Promise.all([get(one, 'a'), insert(one, 'b')]);
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  expect(one.failure).toBe('the connection is lost');
  isAway = false;
  expect((await get(one, 'a')).status).toBe(404);
  expect(one.failure).toBeUndefined();
  // It was not known whether the insert was done, and it is by now.
  await one.perform(() => undefined);
  expect((await get(one, 'b')).status).toBe(200);
  await one.close();
  expect((await get(one, 'b')).status).toBe(503);
});

test('whatever is lost on the way, what is answered took place once, and all come to the same', async () => {
  const trouble = (dice: Dice) => (): Trouble =>
    dice.one<Trouble>(['before', 'after', undefined, undefined, undefined, undefined]);
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 2, max: 30 }),
      async (seed, replicas, most) => {
        const log = new MemoryLog();
        await shared(log);
        const dice = new Dice(seed);
        let isTroubled = false;
        const troubled = trouble(dice);
        const simulators = await Promise.all(
          Array.from({ length: replicas }, () =>
            shared(log, { patienceMs: Infinity }, () => (isTroubled ? troubled() : undefined), most, 1000),
          ),
        );
        isTroubled = true;
        const statuses = await Promise.all(
          simulators.flatMap((simulator, index) =>
            Array.from({ length: 6 }, async (_, number) => {
              const own = (await insert(simulator, `own-${index}-${number}`)).status;
              const contested = (await insert(simulator, `contested-${number}`)).status;
              const found = (await get(simulator, `own-${index}-${number}`)).status;
              return { own, contested, found };
            }),
          ),
        );
        expect(statuses.every(({ own, found }) => own === 200 && found === 200)).toBe(true);
        expect(statuses.filter(({ contested }) => contested === 200)).toHaveLength(6);
        const texts = await Promise.all(simulators.map((simulator) => text(simulator)));
        expect(new Set(texts).size).toBe(1);
        isTroubled = false;
        expect(await text(await shared(log))).toBe(texts[0]);
      },
    ),
    { numRuns: 10 },
  );
});
