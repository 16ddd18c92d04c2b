import fc from 'fast-check';
import { expect, test } from 'vitest';
import { play, requests } from '../../test/random-history.ts';
import { createSimulator } from '../index.ts';

test('replaying the journal rebuilds the state exactly', () => {
  fc.assert(
    fc.property(requests, (history) => {
      const simulator = createSimulator();
      play(simulator, history);
      expect(simulator.replayed()).toEqual(simulator.snapshot());
    }),
  );
});

test('a fork and what it came from never see each other', () => {
  fc.assert(
    fc.property(requests, requests, (before, after) => {
      const simulator = createSimulator();
      play(simulator, before);
      const fork = simulator.fork();
      const snapshot = simulator.snapshot();
      play(fork, after);
      expect(simulator.snapshot()).toEqual(snapshot);
      const other = createSimulator({ snapshot });
      play(other, after);
      expect(fork.snapshot()).toEqual(other.snapshot());
    }),
  );
});

test('the journal is bounded, and still rebuilds the state', () => {
  const simulator = createSimulator();
  const parent = '/compute/v1/projects/p/global/healthChecks';
  for (let index = 0; index < 12_000; index++) {
    simulator.handle({ method: 'POST', url: parent, body: { name: `h${index}`, type: 'TCP' } });
    if (index % 10 === 9) simulator.handle({ method: 'GET', url: parent });
  }
  expect(simulator.journal.length).toBeLessThanOrEqual(10_000);
  expect(simulator.replayed()).toEqual(simulator.snapshot());
});

test.each(['url', 'body'])('long texts in the %s of requests count in the bound of the journal', (part) => {
  const simulator = createSimulator();
  const text = 'x'.repeat(1024 * 1024);
  const url = `/compute/v1/projects/p/global/healthChecks${part === 'url' ? `?unknown=${text}` : ''}`;
  for (let index = 0; index < 80; index++) {
    const body = { name: `h${index}`, type: 'TCP', description: part === 'body' ? text : '' };
    expect(simulator.handle({ method: 'POST', url, body }).status).toBe(200);
  }
  expect(simulator.journal.length).toBeGreaterThanOrEqual(32);
  expect(simulator.journal.length).toBeLessThanOrEqual(64);
});

test('a reset brings back the first state, and a snapshot given at the start survives it', () => {
  const simulator = createSimulator();
  const url = '/compute/v1/projects/p/global/healthChecks/a';
  play(simulator, [
    { verb: 'insert', project: 'p', collection: 'healthChecks', name: 'a', number: 1, requestId: undefined },
  ]);
  expect(simulator.handle({ method: 'GET', url }).status).toBe(200);
  const restored = createSimulator({ snapshot: simulator.snapshot() });
  simulator.reset();
  expect(simulator.handle({ method: 'GET', url }).status).toBe(404);
  expect(restored.handle({ method: 'GET', url }).status).toBe(200);
  restored.reset();
  expect(restored.handle({ method: 'GET', url }).status).toBe(200);
});

test('what is written to a snapshot, given out or taken in, does not reach a simulator', () => {
  const simulator = createSimulator();
  play(simulator, [
    { verb: 'insert', project: 'p', collection: 'healthChecks', name: 'a', number: 1, requestId: undefined },
  ]);
  const taken = simulator.snapshot();
  const restored = createSimulator({ snapshot: taken });
  const before = JSON.stringify(taken);
  for (const [, entry] of taken.resources) Object.assign(entry['resource'] as object, { name: 'spoiled' });
  expect(JSON.stringify(simulator.snapshot())).toBe(before);
  expect(JSON.stringify(restored.snapshot())).toBe(before);
});
