import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dice } from '../../test/fuzz/dice.ts';
import type { Trouble } from '../../test/memory-log.ts';
import { makeManyResources } from '../../test/many-resources.ts';
import { MemoryLog } from '../../test/memory-log.ts';
import { CHECKS, get, insert, pair, shared, text } from '../../test/on-memory-log.ts';
import { createSharedSimulator } from './shared-simulator.ts';

describe('servers that share a log', () => {
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

  test('write the whole state of more than 40,000 resources down once in 20,000 entries', async () => {
    const log = new MemoryLog();
    const positions: number[] = [];
    const store = log.store();
    const simulator = await createSharedSimulator({
      store: {
        ...store,
        mostCommands: undefined,
        replace: async (position, state) => {
          positions.push(position);
          return position > 0 || store.replace(position, state);
        },
      },
    });
    await simulator.perform(makeManyResources);
    for (let thousand = 1; thousand < 30; thousand++) {
      await simulator.perform(({ clock }) => {
        for (let command = 0; command < 1000; command++) clock.advance(1);
      });
    }
    expect(simulator.position).toBeGreaterThan(29_000);
    expect(positions).toHaveLength(2);
    expect(positions[1]).toBeGreaterThanOrEqual(20_000);
    await simulator.close();
  });

  test('write nothing down for what is refused and what is read', async () => {
    const [one, , log] = await pair();
    expect((await get(one, 'a')).status).toBe(404);
    expect((await one.handle({ method: 'POST', url: CHECKS, body: { name: 'A!' } })).status).toBe(400);
    expect(log.end).toBe(0);
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
