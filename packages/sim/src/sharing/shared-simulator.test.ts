import { describe, expect, test } from 'vitest';
import { MemoryLog } from '../../test/memory-log.ts';
import { CHECKS, get, insert, pair, shared, text } from '../../test/on-memory-log.ts';
import { createSharedSimulator } from './shared-simulator.ts';

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
