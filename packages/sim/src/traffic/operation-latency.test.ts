import { expect, test } from 'vitest';
import { projectIn, testProject } from '../../test/test-project.ts';
import { asString } from '../kernel/json.ts';
import { createSimulator } from '../index.ts';
import type { LatencyRule } from './operation-latency.ts';

const CHECK = { type: 'TCP' };

function runtimeOf(project: ReturnType<typeof testProject>, method: string, path: string, body?: unknown): number {
  const { name } = project.begin(method, path, body);
  const { clock } = project.simulator;
  const start = clock.now();
  while (project.get(`global/operations/${asString(name)}`)['status'] !== 'DONE') clock.advance(1);
  return clock.now() - start;
}

test('operations run as long as the latest rule for their method says', () => {
  const project = testProject({ clock: 'manual', operationLatencyMs: 5 });
  const { latency } = project.simulator;
  latency.set({ method: '*.insert', ms: 20 });
  latency.set({ method: 'healthChecks.*', ms: 30 });
  expect(runtimeOf(project, 'POST', 'global/healthChecks', { ...CHECK, name: 'h' })).toBe(30);
  expect(runtimeOf(project, 'POST', 'global/addresses', { name: 'a' })).toBe(20);
  expect(runtimeOf(project, 'DELETE', 'global/addresses/a')).toBe(5);
  latency.set({ method: '*.insert', ms: 40 });
  expect(latency.list()).toEqual([
    { method: 'healthChecks.*', ms: 30 },
    { method: '*.insert', ms: 40 },
  ]);
  expect(runtimeOf(project, 'POST', 'global/healthChecks', { ...CHECK, name: 'g' })).toBe(40);
  latency.clear();
  expect(runtimeOf(project, 'DELETE', 'global/healthChecks/g')).toBe(5);
  expect(project.simulator.replayed()).toEqual(project.simulator.snapshot());
});

test('a rule holds for methods too whose operation is otherwise done at once', () => {
  const project = testProject({ clock: 'manual' });
  project.begin('POST', 'global/addresses', { name: 'a' });
  project.simulator.clock.advance(1000);
  const { labelFingerprint } = project.get('global/addresses/a');
  project.simulator.latency.set({ method: 'globalAddresses.setLabels', ms: 7 });
  expect(runtimeOf(project, 'POST', 'global/addresses/a/setLabels', { labels: {}, labelFingerprint })).toBe(7);
});

test('of a range the seed draws, both ends included', () => {
  const times = (seed: string): readonly number[] => {
    const project = testProject({ seed, clock: 'manual', latency: [{ method: '*.insert', ms: [3, 6] }] });
    return Array.from({ length: 60 }, (_, index) =>
      runtimeOf(project, 'POST', 'global/healthChecks', { ...CHECK, name: `h${index}` }),
    );
  };
  const drawn = times('a');
  expect([...new Set(drawn)].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6]);
  expect(times('a')).toEqual(drawn);
  expect(times('b')).not.toEqual(drawn);
});

test('one that never ends never ends, and is told as JSON', () => {
  const project = testProject({ latency: [{ method: 'healthChecks.insert', ms: 'never' }] });
  project.begin('POST', 'global/healthChecks', { ...CHECK, name: 'h' });
  expect(project.names('global/healthChecks')).toEqual([]);
  expect(JSON.parse(JSON.stringify(project.simulator.journal))).toMatchObject([{ operation: { latencyMs: 'never' } }]);
});

test('a fork goes on with the same rules and draws by itself, and a reset brings back those of the options', () => {
  const { simulator } = testProject({ clock: 'manual', latency: [{ method: '*.insert', ms: [1, 1000] }] });
  const [one, two] = [projectIn(simulator.fork()), projectIn(simulator.fork())];
  const insert = ['POST', 'global/healthChecks', { ...CHECK, name: 'h' }] as const;
  expect(runtimeOf(one, ...insert)).toBe(runtimeOf(two, ...insert));
  one.simulator.latency.clear();
  expect(two.simulator.latency.list()).toHaveLength(1);
  one.simulator.reset();
  expect(one.simulator.latency.list()).toEqual([{ method: '*.insert', ms: [1, 1000] }]);
});

test.each<readonly [unknown, string]>([
  [{ method: 'healthCheck.insert', ms: 1 }, 'nearest: healthChecks.insert'],
  [{ method: '*.list', ms: 1 }, 'matches no method that starts an operation'],
  [{ method: '*', ms: -1 }, 'ms must be a whole number'],
  [{ method: '*', ms: Infinity }, 'ms must be a whole number'],
  [{ method: '*', ms: [5, 4] }, 'ms[1] must be a whole number from 5'],
  [{ method: '*', ms: [5] }, 'ms must be one whole number or two'],
  [{ method: '*', ms: 'ever' }, 'got "ever"'],
  [{ method: '*', latency: 5 }, "A latency rule has no field 'latency'"],
])('a rule that makes no sense is refused: %j', (rule, message) => {
  const { latency } = createSimulator();
  // What comes from JavaScript or over HTTP may be anything.
  expect(() => latency.set(rule as LatencyRule)).toThrow(TypeError);
  expect(() => latency.set(rule as LatencyRule)).toThrow(message);
});
