import { randomBytes, randomFill, randomFillSync, randomInt, randomUUID } from 'node:crypto';
import { scheduler, setInterval as everyHour, setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { explore } from './index.ts';
import type { Program } from './index.ts';

const call = (fetch: typeof globalThis.fetch): Promise<Response> =>
  fetch('https://compute.googleapis.com/compute/v1/projects/p');

/** What a program says of itself in its run without a fault. */
async function saidBy(say: () => unknown, seed = '1'): Promise<unknown> {
  const said: unknown[] = [];
  const program: Program = async ({ fetch }) => {
    await call(fetch);
    said.push(await say());
  };
  await explore(program, { hosts: 'left', seed, faults: [], crashes: false });
  expect(said[1]).toEqual(said[0]);
  return said[0];
}

const HOUR = 3_600_000;

test('timers of all kinds take virtual time, and fire in its order', async () => {
  const fired = await saidBy(async () => {
    const start = Date.now();
    const times: [string, number][] = [];
    const note = (name: string): void => void times.push([name, Date.now() - start]);
    setTimeout(() => note('late'), 2 * HOUR);
    setTimeout(note, 1 * HOUR, 'with arguments');
    clearTimeout(setTimeout(() => note('cleared'), 10));
    clearTimeout(Number(setTimeout(() => note('cleared by number'), 10)));
    const interval = setInterval(() => note('interval'), HOUR / 2);
    await sleep(1.5 * HOUR, undefined);
    note('slept');
    clearInterval(interval);
    setTimeout(() => note('closed'), 10).close();
    setTimeout(() => note('unref'), 20).unref();
    await promisify(setTimeout)(HOUR);
    return times;
  });
  expect(fired).toEqual([
    ['interval', HOUR / 2],
    ['with arguments', HOUR],
    ['interval', HOUR],
    ['slept', 1.5 * HOUR],
    ['unref', 1.5 * HOUR + 20],
    ['late', 2 * HOUR],
  ]);
});

test('dates and clocks follow virtual time', async () => {
  const said = await saidBy(async () => {
    const [before, clock] = [new Date(), performance.now()];
    await sleep(HOUR);
    const now = new Date();
    return [
      now.getTime() - before.getTime(),
      performance.now() - clock,
      now.toISOString(),
      now instanceof Date,
      new Date(0).toISOString(),
      Date.UTC(2026, 0),
    ];
  });
  expect(said).toEqual([HOUR, HOUR, '2026-01-05T17:00:00.000Z', true, '1970-01-01T00:00:00.000Z', Date.UTC(2026, 0)]);
});

test('a signal that gives up does so in virtual time', async () => {
  const said = await saidBy(async () => {
    const start = Date.now();
    const signal = AbortSignal.timeout(5000);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    const waiting = sleep(HOUR, undefined, { signal: AbortSignal.timeout(1000) });
    return [
      Date.now() - start,
      String(signal.reason),
      await waiting.catch((error: Error) => error.name),
      Date.now() - start,
    ];
  });
  expect(said).toEqual([5000, 'TimeoutError: The operation was aborted due to timeout', 'AbortError', 6000]);
});

test('chance comes from the seed', async () => {
  const draw = (): unknown => [Math.random(), randomUUID(), crypto.randomUUID(), randomBytes(4).toString('hex')];
  const one = await saidBy(draw);
  expect(await saidBy(draw)).toEqual(one);
  expect(await saidBy(draw, 'other')).not.toEqual(one);
  expect(one).toEqual([
    expect.any(Number),
    ...[1, 2].map(() => expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)),
    expect.stringMatching(/^[\da-f]{8}$/),
  ]);
});

test('everybody else has the time and chance of the machine, during and after', async () => {
  const inPlace = (): readonly unknown[] =>
    (
      [
        [globalThis, 'setTimeout'],
        [globalThis, 'Date'],
        [Math, 'random'],
        [AbortSignal, 'timeout'],
        [performance, 'now'],
      ] as const
    ).map(([target, name]): unknown => Reflect.get(target, name));
  const before = inPlace();
  const outside: number[] = [];
  const running = explore(
    async ({ fetch }) => {
      await sleep(1000 * HOUR);
      await call(fetch);
    },
    { hosts: 'left', faults: [], crashes: false, budget: { hours: 2000 } },
  );
  outside.push(Date.now());
  await new Promise((resolve) => void setTimeout(resolve, 1));
  outside.push(Date.now());
  await running;
  expect((outside[1] ?? 0) - (outside[0] ?? 0)).toBeLessThan(HOUR);
  expect(inPlace()).toEqual(before);
});

test('explorations that go on at the same time do not meet', async () => {
  const one = (ms: number) => (): Promise<unknown> =>
    saidBy(async () => {
      const start = Date.now();
      await sleep(ms);
      return Date.now() - start;
    });
  expect(await Promise.all([one(1000)(), one(HOUR)()])).toEqual([1000, HOUR]);
});

test('repeated waits, the scheduler, and every kind of chance are the program’s own', async () => {
  const said = (): Promise<unknown> =>
    saidBy(async () => {
      const start = Date.now();
      let rounds = 0;
      for await (const value of everyHour(HOUR, 'tick')) {
        if (value === 'tick' && ++rounds === 3) break;
      }
      await scheduler.wait(2 * HOUR);
      return [
        Date.now() - start,
        randomInt(1000),
        randomInt(5, 9),
        [...crypto.getRandomValues(new Uint8Array(4))],
        [...randomFillSync(Buffer.alloc(6), 2, 3)],
        ...(await new Promise<Buffer>((resolve) => randomFill(Buffer.alloc(6), 2, 3, (_, filled) => resolve(filled)))),
      ];
    });
  const first = (await said()) as readonly unknown[];
  expect(await said()).toEqual(first);
  expect(first[0]).toBe(5 * HOUR);
  expect(first[2]).toBeGreaterThanOrEqual(5);
  expect(first[2]).toBeLessThan(9);
  expect((first[4] as readonly number[]).map((byte, index) => byte === 0 || (index >= 2 && index < 5))).not.toContain(
    false,
  );
});
