import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareSimulation } from '../../test/bare-simulation.ts';
import { danglingLinks } from '../../test/dangling-links.ts';
import type { HistoryRequest } from '../../test/random-history.ts';
import { play, requestOf, requests } from '../../test/random-history.ts';
import { projectIn } from '../../test/test-project.ts';
import { flawsOf } from '../../test/well-formed.ts';
import { takeSnapshot } from '../kernel/snapshot.ts';
import type { ApiResponse, Fault, FaultRule, Simulator, SimulatorOptions } from '../index.ts';
import { createSimulator } from '../index.ts';

const FAULTS: readonly Fault[] = [
  'reset',
  'answerLost',
  'duplicate',
  'operationNeverEnds',
  { latencyMs: 700 },
  { truncate: 10 },
  { operationError: { code: 'INTERNAL_ERROR' } },
  { operationError: { code: 'QUOTA_EXCEEDED' }, latencyMs: 5000 },
  { error: { code: 503 } },
  { error: { code: 502, html: true }, latencyMs: 1 },
];

const rule: fc.Arbitrary<FaultRule> = fc.record(
  {
    method: fc.constantFrom('*', '*.insert', 'backendServices.*', '*.patch', '*.delete'),
    resource: fc.constantFrom('**', 'projects/p/**', '**/a'),
    times: fc.integer({ min: 1, max: 5 }),
    after: fc.integer({ min: 0, max: 5 }),
    probability: fc.double({ min: 0.1, max: 1, noNaN: true }),
    fault: fc.constantFrom(...FAULTS),
  },
  { requiredKeys: ['fault'] },
);
const range = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 9, max: 3000 }));

/** Everything that traffic can do, at once. */
const options: fc.Arbitrary<SimulatorOptions> = fc.record({
  clock: fc.constantFrom('instant', 'manual'),
  faults: fc.array(rule, { minLength: 1, maxLength: 6, size: 'max' }),
  latency: fc.array(
    fc.record({
      method: fc.constantFrom('*', '*.insert', 'backendServices.*'),
      ms: fc.oneof(range, fc.constantFrom(0, 1, 5000, 'never' as const)),
    }),
    { maxLength: 2 },
  ),
  rateLimits: fc.constantFrom('gce' as const, [], [{ group: 'queries' as const, perMinute: 8 }]),
  staleness: fc.record(
    { get: fc.constant({ writes: [0, 4] as const }), list: fc.constant({ ms: [0, 2000] as const }) },
    { requiredKeys: [] },
  ),
});

/** Plays a history, with time passing now and then where it does not by itself. */
function playOn(simulator: Simulator, history: readonly HistoryRequest[]): readonly ApiResponse[] {
  return history.map((one) => {
    if (simulator.clock.mode === 'manual' && one.number % 3 === 0) simulator.clock.advance(one.number * 5);
    return simulator.handle(requestOf(one));
  });
}

/** Sent before all others, so that what goes wrong goes wrong at least once. */
const FIRST: HistoryRequest = {
  verb: 'insert',
  project: 'p',
  collection: 'healthChecks',
  name: 'a',
  number: 1,
  requestId: undefined,
};

/** The kind by which the log of calls names a fault: latency is named only where it is alone. */
function kindOf(fault: Fault): string | undefined {
  if (typeof fault === 'string') return fault;
  const kinds = Object.keys(fault);
  return kinds.find((kind) => kind !== 'latencyMs') ?? kinds[0];
}

test.each(FAULTS)(
  'whatever goes wrong, %j above all, the state is well-formed, and the journal leads to it',
  (above) => {
    fc.assert(
      fc.property(options, fc.tuple(requests, requests, requests), (given, histories) => {
        const faults = [{ fault: above, times: 1 }, { fault: above, probability: 0.3 }, ...(given.faults ?? [])];
        const simulator = createSimulator({ ...given, faults });
        playOn(simulator, [FIRST, ...histories.flat()]);
        expect(simulator.calls.list()[0]?.fault).toBe(kindOf(above));
        const snapshot = simulator.snapshot();
        expect(flawsOf(snapshot)).toEqual([]);
        expect(simulator.replayed()).toEqual(snapshot);
        expect(createSimulator({ snapshot }).snapshot()).toEqual(snapshot);
        // When nothing is wrong any longer, what can end does, and no link leads nowhere.
        const later = createSimulator({ snapshot });
        later.clock.advance(24 * 3_600_000);
        expect(later.snapshot().pending).toEqual([]);
        expect(flawsOf(later.snapshot())).toEqual([]);
        for (const project of ['p', 'q']) expect(danglingLinks(projectIn(later, project))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  },
);

test('a request that is repeated with its request ID until it is answered is done once', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('answerLost', 'reset', 'duplicate', 'none'), { maxLength: 8 }), (faults) => {
      const simulator = createSimulator();
      // One after the other: each hits one attempt.
      for (const fault of faults) if (fault !== 'none') simulator.faults.add({ method: '*.insert', times: 1, fault });
      const request: HistoryRequest = {
        verb: 'insert',
        project: 'p',
        collection: 'healthChecks',
        name: 'a',
        number: 1,
        requestId: 1,
      };
      let answer: ApiResponse;
      do answer = simulator.handle(requestOf(request));
      while (answer.status === 0 && simulator.calls.mark() < 20);
      expect(answer).toMatchObject({ status: 200, body: { operationType: 'insert' } });
      expect(projectIn(simulator, 'p').names('global/operations')).toEqual([answer.body?.['name']]);
      expect(projectIn(simulator, 'p').names('global/healthChecks')).toEqual(['a']);
    }),
  );
});

test('two simulators with one seed and one history are equal, whatever goes wrong', () => {
  fc.assert(
    fc.property(options, requests, fc.string(), (given, history, seed) => {
      const [one, two] = [createSimulator({ ...given, seed }), createSimulator({ ...given, seed })];
      expect(playOn(one, history)).toEqual(playOn(two, history));
      expect(one.snapshot()).toEqual(two.snapshot());
      expect(one.calls.list()).toEqual(two.calls.list());
      expect(one.faults.list()).toEqual(two.faults.list());
    }),
    { numRuns: 50 },
  );
});

test('a fork goes on as what it came from would have, and a reset one as if it were new', () => {
  fc.assert(
    fc.property(options, requests, requests, (given, before, after) => {
      const simulator = createSimulator(given);
      const first = playOn(simulator, before);
      const fork = simulator.fork();
      const onward = playOn(fork, after);
      expect(playOn(simulator, after)).toEqual(onward);
      expect(simulator.calls.list()).toEqual(fork.calls.list());
      simulator.reset();
      expect(playOn(simulator, before)).toEqual(first);
    }),
    { numRuns: 50 },
  );
});

test('without rules every byte is as it is with nothing in between', () => {
  fc.assert(
    fc.property(requests, (history) => {
      const bare = bareSimulation();
      const simulator = createSimulator();
      expect(JSON.stringify(play(simulator, history))).toBe(JSON.stringify(play(bare, history)));
      expect(JSON.stringify(simulator.snapshot())).toBe(JSON.stringify(takeSnapshot(bare.simulation.state)));
      expect(simulator.journal).toEqual(bare.simulation.journal.commands);
    }),
  );
});

test('rules that are about other requests change nothing', () => {
  fc.assert(
    fc.property(requests, fc.constantFrom(...FAULTS), (history, fault) => {
      const elsewhere = createSimulator({
        faults: [{ user: 'nobody', fault }],
        latency: [{ method: 'instances.insert', ms: 'never' }],
        rateLimits: [{ group: 'reads', perMinute: 0, project: 'elsewhere' }],
        staleness: { aggregatedList: { writes: 5 } },
      });
      const plain = createSimulator();
      expect(JSON.stringify(play(elsewhere, history))).toBe(JSON.stringify(play(plain, history)));
      expect(elsewhere.snapshot()).toEqual(plain.snapshot());
      expect(elsewhere.calls.list()).toEqual(plain.calls.list());
    }),
  );
});
