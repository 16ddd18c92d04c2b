import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn, testProject } from '../../test/test-project.ts';
import { asString } from '../kernel/json.ts';
import { createSimulator } from '../index.ts';
import type { StalenessRule } from './staleness.ts';

const CHECKS = 'global/healthChecks';
const check = (name: string): object => ({ name, type: 'TCP' });
const insert = (project: TestProject, name: string): void => void project.begin('POST', CHECKS, check(name));

/** Lets what runs end, by a read that is never behind. */
const end = (project: TestProject): void => void project.send('GET', 'global/operations');

const sees = (project: TestProject, name: string): boolean => project.send('GET', `${CHECKS}/${name}`).status === 200;
const listed = (project: TestProject): readonly string[] => project.list(CHECKS).map(({ name }) => asString(name));

describe('reads that are behind', () => {
  test('by writes do not show the latest ones of their project', () => {
    const project = testProject();
    insert(project, 'a');
    end(project);
    project.simulator.staleness.set({ list: { writes: 2 } });
    expect(listed(project)).toEqual(['a']);
    insert(project, 'b');
    end(project);
    // The insert was accepted, and its operation ended: two writes.
    expect(listed(project)).toEqual(['a']);
    expect(sees(project, 'b')).toBe(true);
    insert(project, 'c');
    expect(listed(project)).toEqual(['a', 'b']);
    const other = projectIn(project.simulator, 'p2');
    insert(other, 'x');
    end(other);
    expect(listed(project)).toEqual(['a', 'b']);
    insert(project, 'd');
    expect(listed(project)).toEqual(['a', 'b', 'c']);
  });

  test('by time show what was there so many milliseconds ago', () => {
    const project = testProject({ clock: 'manual', operationLatencyMs: 100, staleness: { get: { ms: 1000 } } });
    const { clock } = project.simulator;
    insert(project, 'a');
    clock.advance(100 + 999);
    expect(sees(project, 'a')).toBe(false);
    expect(listed(project)).toEqual(['a']);
    clock.advance(1);
    expect(sees(project, 'a')).toBe(true);
  });

  test('by time see each operation of a long wait at its own time', () => {
    const project = testProject({ clock: 'manual', operationLatencyMs: 100, staleness: { list: { ms: 1000 } } });
    const { clock } = project.simulator;
    project.get('zones');
    const other = projectIn(project.simulator, 'p0');
    for (const name of ['a', 'b', 'c']) {
      insert(project, name);
      insert(other, name);
      clock.advance(50);
    }
    clock.advance(1050);
    // The operations ended at 100, 150 and 200; it is 1200 now.
    expect(listed(project)).toEqual(['a', 'b', 'c']);
    project.simulator.staleness.set({ list: { ms: 1050 } });
    expect(listed(project)).toEqual(['a', 'b']);
    expect(listed(other)).toEqual(['a', 'b']);
    project.simulator.staleness.set({ list: { ms: 1100 } });
    expect(listed(project)).toEqual(['a']);
  });

  test('show what was deleted, until they catch up', () => {
    const project = testProject();
    project.make('POST', CHECKS, check('a'));
    project.simulator.staleness.set({ get: { writes: 1 }, aggregatedList: { writes: 1 } });
    project.begin('DELETE', `${CHECKS}/a`);
    end(project);
    const aggregated = (): string => JSON.stringify(project.get('aggregated/healthChecks'));
    expect([sees(project, 'a'), listed(project), aggregated().includes('healthChecks/a')]).toEqual([true, [], true]);
    project.simulator.staleness.settle();
    expect([sees(project, 'a'), aggregated().includes('healthChecks/a')]).toEqual([false, false]);
    insert(project, 'b');
    end(project);
    expect(sees(project, 'b')).toBe(false);
    project.simulator.staleness.clear();
    expect(sees(project, 'b')).toBe(true);
    expect(project.simulator.staleness.get()).toEqual({});
  });

  test('leave operations as they are, and what a mutation is checked against', () => {
    const project = testProject({ staleness: { get: { writes: 1000 }, list: { writes: 1000 } } });
    const { name } = project.begin('POST', CHECKS, check('a'));
    expect(project.get(`global/operations/${asString(name)}`)['status']).toBe('DONE');
    expect(project.send('POST', `global/operations/${asString(name)}/wait`).body?.['status']).toBe('DONE');
    expect(sees(project, 'a')).toBe(false);
    expect(project.refused('POST', CHECKS, check('a')).status).toBe(409);
    project.begin('POST', 'global/backendServices', { name: 'b', healthChecks: ['global/healthChecks/a'] });
    expect(project.refused('DELETE', `${CHECKS}/a`).status).toBe(400);
  });

  test('never lose a project, nor the zones that it has', () => {
    const project = testProject({
      staleness: { get: { writes: 9 }, list: { writes: 9 }, aggregatedList: { writes: 9 } },
    });
    insert(project, 'a');
    end(project);
    expect(project.simulator.handle({ method: 'GET', url: '/compute/v1/projects/p1' }).body?.['name']).toBe('p1');
    expect(project.get('global/networks/default')['id']).toBe(project.get('global/networks/default')['id']);
    expect(project.list('zones').length).toBeGreaterThan(10);
    expect(project.simulator.replayed()).toEqual(project.simulator.snapshot());
  });

  test('hold back a thousand writes at most', () => {
    const project = testProject({ staleness: { get: { writes: 1000 } } });
    project.get('zones');
    for (let index = 0; index < 1600; index++) insert(project, `h${index}`);
    end(project);
    // The last write of all is the end of the last insert; the first 600 ended a thousand writes before.
    expect(sees(project, 'h599')).toBe(true);
    expect(sees(project, 'h600')).toBe(false);
  });
});

test('a read shows a whole number of writes, never half of one', () => {
  const project = testProject({ staleness: { get: { writes: [0, 6] }, list: { writes: [0, 6] } } });
  const url = 'global/backendServices';
  project.begin('POST', url, { name: 'b', timeoutSec: 1, description: '1' });
  end(project);
  project.simulator.staleness.settle();
  const shown = new Set<string>();
  for (let value = 2; value < 60; value++) {
    project.begin('PATCH', `${url}/b`, { timeoutSec: value, description: String(value) });
    end(project);
    const { timeoutSec, description } = project.get(`${url}/b`);
    expect(Number(description)).toBe(timeoutSec);
    expect(timeoutSec).toBeGreaterThanOrEqual(value - 3);
    shown.add(String(value - Number(timeoutSec)));
  }
  expect([...shown].toSorted()).toEqual(['0', '1', '2', '3']);
});

test('how far a read is behind follows from the seed, and a fork and a reset take it with them', () => {
  const rule: StalenessRule = { list: { writes: [0, 8] } };
  const history = (project: TestProject): readonly string[] =>
    Array.from({ length: 30 }, (_, index) => {
      insert(project, `h${index}`);
      end(project);
      return listed(project).join();
    });
  const one = testProject({ seed: 'a', staleness: rule });
  const first = history(one);
  expect(history(testProject({ seed: 'a', staleness: rule }))).toEqual(first);
  expect(history(testProject({ seed: 'b', staleness: rule }))).not.toEqual(first);
  const [fork, twin] = [projectIn(one.simulator.fork()), projectIn(one.simulator.fork())];
  expect(fork.simulator.staleness.get()).toEqual(rule);
  const read = (of: TestProject): readonly string[] => Array.from({ length: 20 }, () => listed(of).join());
  expect(read(fork)).toEqual(read(twin));
  one.simulator.staleness.clear();
  one.simulator.reset();
  expect(history(one)).toEqual(first);
});

test('reads that are not behind are as without any staleness', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('insert', 'delete', 'list', 'get')), (verbs) => {
      const plain = testProject();
      const stale = testProject({ staleness: { get: { writes: 0 }, list: { ms: 0 } } });
      for (const [index, verb] of verbs.entries()) {
        const answer = (project: TestProject): unknown => {
          if (verb === 'insert') return project.send('POST', CHECKS, check(`h${index % 3}`));
          if (verb === 'list') return project.send('GET', CHECKS);
          return project.send(verb === 'get' ? 'GET' : 'DELETE', `${CHECKS}/h${index % 3}`);
        };
        expect(answer(stale)).toEqual(answer(plain));
      }
      expect(stale.simulator.snapshot()).toEqual(plain.simulator.snapshot());
    }),
  );
});

test.each<readonly [unknown, string]>([
  [{ getHealth: { writes: 1 } }, "staleness has no field 'getHealth'"],
  [{ get: {} }, 'staleness.get must have writes or ms'],
  [{ get: { writes: 1, ms: 1 } }, 'staleness.get must have writes or ms'],
  [{ list: { writes: 1001 } }, 'staleness.list.writes must be a whole number from 0 to 1000'],
  [{ list: { ms: [2, 1] } }, 'staleness.list.ms[1] must be a whole number from 2'],
  [{ list: 5 }, 'staleness.list must be an object'],
])('a rule that makes no sense is refused: %j', (rule, message) => {
  const { staleness } = createSimulator();
  // What comes from JavaScript or over HTTP may be anything.
  expect(() => staleness.set(rule as StalenessRule)).toThrow(TypeError);
  expect(() => staleness.set(rule as StalenessRule)).toThrow(message);
  expect(staleness.get()).toEqual({});
});
