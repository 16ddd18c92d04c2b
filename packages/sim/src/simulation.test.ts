import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSimulator } from './index.ts';

const PROJECTS = ['p', 'q'] as const;

/** A request that is valid often enough to change things. */
const requests = fc.array(
  fc.record({
    verb: fc.constantFrom('insert', 'get', 'patch', 'delete', 'list'),
    project: fc.constantFrom(...PROJECTS),
    collection: fc.constantFrom('healthChecks', 'backendServices'),
    name: fc.constantFrom('a', 'b', 'c'),
    number: fc.integer({ min: 1, max: 300 }),
    requestId: fc.option(fc.constantFrom(1, 2, 3), { nil: undefined }),
  }),
  { maxLength: 40 },
);

type Requests = typeof requests extends fc.Arbitrary<infer T> ? T : never;

function play(simulator: ReturnType<typeof createSimulator>, history: Requests): void {
  for (const { verb, project, collection, name, number, requestId } of history) {
    const parent = `/compute/v1/projects/${project}/global/${collection}`;
    const query = requestId === undefined ? '' : `?requestId=00000000-0000-4000-8000-00000000000${requestId}`;
    const insert =
      collection === 'healthChecks' ? { name, type: 'TCP' } : { name, healthChecks: ['global/healthChecks/a'] };
    const patch = collection === 'healthChecks' ? { healthyThreshold: 1 + (number % 10) } : { timeoutSec: number };
    if (verb === 'insert') simulator.handle({ method: 'POST', url: parent + query, body: insert });
    else if (verb === 'patch') simulator.handle({ method: 'PATCH', url: `${parent}/${name}${query}`, body: patch });
    else if (verb === 'delete') simulator.handle({ method: 'DELETE', url: `${parent}/${name}${query}` });
    else simulator.handle({ method: 'GET', url: verb === 'list' ? parent : `${parent}/${name}` });
  }
}

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
