import { afterEach, describe, expect, test, vi } from 'vitest';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn, testProject } from '../../test/test-project.ts';
import type { JsonObject } from '../kernel/json.ts';
import { asString } from '../kernel/json.ts';
import { createSimulator } from '../index.ts';

const CHECK = { name: 'h', type: 'TCP' };

describe('the instant clock', () => {
  test('a mutation is running when it is answered, and done at the next read of its project, whatever is read', () => {
    for (const read of ['zones', 'global/networks/default', 'aggregated/operations', 'global/healthChecks/h', '']) {
      const project = testProject();
      const operation = project.begin('POST', 'global/healthChecks', CHECK);
      expect(operation).toMatchObject({ status: 'RUNNING', progress: 0 });
      expect(operation['endTime']).toBeUndefined();
      expect(project.simulator.snapshot().pending).toHaveLength(1);
      if (read !== '') project.get(read);
      else project.send('POST', `global/operations/${asString(operation['name'])}/wait`);
      expect(project.simulator.snapshot().pending).toHaveLength(0);
      expect(project.get(`global/operations/${asString(operation['name'])}`)).toMatchObject({
        status: 'DONE',
        progress: 100,
        endTime: expect.any(String),
      });
    }
  });

  test('until then its target is not ready for another, and is not there yet', () => {
    const project = testProject();
    project.begin('POST', 'global/healthChecks', CHECK);
    const notReady = {
      status: 400,
      reason: 'resourceNotReady',
      message: "The resource 'projects/p1/global/healthChecks/h' is not ready",
    };
    expect(project.refused('PATCH', 'global/healthChecks/h', { timeoutSec: 2 })).toEqual(notReady);
    expect(project.refused('DELETE', 'global/healthChecks/h')).toEqual(notReady);
    expect(
      project.refused('POST', 'global/backendServices', { name: 'b', healthChecks: ['global/healthChecks/h'] }),
    ).toEqual(notReady);
    expect(project.refused('POST', 'global/healthChecks', CHECK).status).toBe(409);
    project.get('zones');
    project.begin('DELETE', 'global/healthChecks/h');
    expect(project.refused('PATCH', 'global/healthChecks/h', { timeoutSec: 2 })).toEqual(notReady);
  });

  test('what is about to go cannot be referred to any more', () => {
    const project = testProject();
    project.make('POST', 'global/healthChecks', CHECK);
    project.begin('DELETE', 'global/healthChecks/h');
    const told = project.refused('POST', 'global/backendServices', {
      name: 'b',
      healthChecks: ['global/healthChecks/h'],
    });
    expect(told.reason).toBe('resourceNotReady');
  });

  test('what is about to be referred to cannot go', () => {
    const project = testProject();
    project.make('POST', 'global/healthChecks', CHECK);
    project.make('POST', 'global/backendServices', { name: 'b' });
    project.begin('PATCH', 'global/backendServices/b', { healthChecks: ['global/healthChecks/h'] });
    expect(project.refused('DELETE', 'global/healthChecks/h')).toMatchObject({
      status: 400,
      reason: 'resourceInUseByAnotherResource',
    });
  });

  test('a read goes to the end of what runs in its project, and a mutation takes a millisecond', () => {
    const project = testProject({ startTime: '2026-02-01T00:00:00Z', operationLatencyMs: 60_000 });
    const start = project.simulator.clock.now();
    expect(start).toBe(Date.UTC(2026, 1, 1));
    project.get('zones');
    expect(project.simulator.clock.now()).toBe(start);
    project.begin('POST', 'global/healthChecks', CHECK);
    project.begin('POST', 'global/healthChecks', { ...CHECK, name: 'h2' });
    expect(project.simulator.clock.now()).toBe(start + 2);
    project.refused('DELETE', 'global/healthChecks/nothing');
    expect(project.simulator.clock.now()).toBe(start + 2);
    project.get('zones');
    expect(project.simulator.clock.now()).toBe(start + 60_002);
  });

  test('a read of one project leaves the operations of another running', () => {
    const one = testProject();
    const two = projectIn(one.simulator, 'p2');
    const operation = one.begin('POST', 'global/healthChecks', CHECK);
    two.get('global/healthChecks');
    expect(one.refused('PATCH', 'global/healthChecks/h', { timeoutSec: 2 }).reason).toBe('resourceNotReady');
    expect(one.get(`global/operations/${asString(operation['name'])}`)['status']).toBe('DONE');
  });

  test('can be pushed as well', () => {
    const project = testProject();
    project.begin('POST', 'global/healthChecks', CHECK);
    project.simulator.clock.advance(1000);
    expect(project.simulator.snapshot().pending).toHaveLength(0);
    expect(project.simulator.snapshot().locks).toHaveLength(0);
  });
});

describe('the manual clock', () => {
  test('stands still: nothing is done before its time', () => {
    const project = testProject({ clock: 'manual', operationLatencyMs: 250 });
    const start = project.simulator.clock.now();
    const { name } = project.begin('POST', 'global/healthChecks', CHECK);
    const status = (): unknown => project.get(`global/operations/${asString(name)}`)['status'];
    expect(status()).toBe('RUNNING');
    expect(project.send('POST', `global/operations/${asString(name)}/wait`).body?.['status']).toBe('RUNNING');
    project.simulator.clock.advance(249);
    expect(status()).toBe('RUNNING');
    expect(project.refused('GET', 'global/healthChecks/h').status).toBe(404);
    project.simulator.clock.advance(1);
    expect(status()).toBe('DONE');
    expect(project.simulator.clock.now()).toBe(start + 250);
  });

  test('a latency of nothing is over with the next request', () => {
    const project = testProject({ clock: 'manual', operationLatencyMs: 0 });
    expect(project.begin('POST', 'global/healthChecks', CHECK)['status']).toBe('RUNNING');
    expect(project.names('global/healthChecks')).toEqual(['h']);
  });

  test('one of ever is never over', () => {
    const project = testProject({ clock: 'manual', operationLatencyMs: Infinity });
    project.begin('POST', 'global/healthChecks', CHECK);
    project.simulator.clock.advance(10 * 365 * 24 * 3_600_000);
    expect(project.refused('GET', 'global/healthChecks/h').status).toBe(404);
  });

  test('a running operation cannot be forgotten, a finished one can', () => {
    const project = testProject({ clock: 'manual' });
    const { name } = project.begin('POST', 'global/healthChecks', CHECK);
    expect(project.refused('DELETE', `global/operations/${asString(name)}`).reason).toBe('resourceNotReady');
    project.simulator.clock.advance(1000);
    expect(project.send('DELETE', `global/operations/${asString(name)}`)).toEqual({ status: 204, headers: {} });
    expect(project.refused('GET', `global/operations/${asString(name)}`).status).toBe(404);
    project.make('DELETE', 'global/healthChecks/h');
  });

  test('moves forward only, and by whole milliseconds', () => {
    const { clock } = createSimulator({ clock: 'manual' });
    const start = clock.now();
    for (const ms of [-1, Number.NaN, Infinity, 1e16]) expect(() => clock.advance(ms)).toThrow(TypeError);
    clock.advance(0);
    expect(clock.now()).toBe(start);
    clock.advance(1.4);
    expect(clock.now()).toBe(start + 1);
  });
});

describe.each(['manual', 'instant'] as const)('the %s clock can run', (clock) => {
  const prepared = (): TestProject => testProject({ clock, operationLatencyMs: 250 });

  test('until nothing does', () => {
    const project = prepared();
    const { simulator } = project;
    expect(simulator.clock.runUntilIdle()).toBe(simulator.clock.now());
    project.begin('POST', 'global/healthChecks', CHECK);
    projectIn(simulator, 'p2').begin('POST', 'global/healthChecks', CHECK);
    const started = simulator.clock.now();
    expect(simulator.clock.runUntilIdle()).toBe(started + 250);
    expect(simulator.clock.now()).toBe(started + 250);
    expect(simulator.snapshot().pending).toEqual([]);
    expect(simulator.clock.runUntilIdle()).toBe(started + 250);
    expect(simulator.replayed()).toEqual(simulator.snapshot());
  });

  test('until one operation is done, by its name, path or link', () => {
    for (const spelling of [
      ({ name }: JsonObject) => asString(name),
      ({ selfLink }: JsonObject) => asString(selfLink),
      ({ name }: JsonObject) => `projects/p1/global/operations/${asString(name)}`,
    ]) {
      const project = prepared();
      const { simulator } = project;
      const first = project.begin('POST', 'global/healthChecks', CHECK);
      simulator.clock.advance(100);
      project.begin('POST', 'global/healthChecks', { ...CHECK, name: 'h2' });
      const done = simulator.clock.runUntil(spelling(first));
      expect(simulator.clock.now()).toBe(done);
      expect(simulator.snapshot().pending).toHaveLength(1);
      expect(simulator.clock.runUntil(spelling(first))).toBe(done);
    }
  });

  test('but not until what never comes', () => {
    const project = testProject({ clock, operationLatencyMs: Infinity });
    const { name } = project.begin('POST', 'global/healthChecks', CHECK);
    const { clock: running } = project.simulator;
    running.runUntilIdle();
    expect(() => running.runUntil(asString(name))).toThrow(/^clock\.runUntil cannot wait for '.*', which never ends$/);
    for (const unknown of ['operation-1', 'projects/p1/global/healthChecks/h', '']) {
      expect(() => running.runUntil(unknown)).toThrow(TypeError);
    }
  });
});

describe('the real clock', () => {
  afterEach(() => void vi.useRealTimers());

  test('is the machine’s, and never goes back', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 5, 1) });
    const project = testProject({ clock: 'real', operationLatencyMs: 5000 });
    const operation = project.begin('POST', 'global/healthChecks', CHECK);
    expect(operation['insertTime']).toBe('2026-05-31T17:00:00.000-07:00');
    const status = (): unknown => project.get(`global/operations/${asString(operation['name'])}`)['status'];
    vi.setSystemTime(Date.UTC(2026, 5, 1) + 4999);
    expect(status()).toBe('RUNNING');
    vi.setSystemTime(Date.UTC(2026, 5, 1) + 5000);
    expect(status()).toBe('DONE');
    vi.setSystemTime(Date.UTC(2026, 4, 1));
    expect(project.begin('DELETE', 'global/healthChecks/h')['insertTime']).toBe('2026-05-31T17:00:05.000-07:00');
  });

  test('operations take no time, unless told otherwise', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 5, 1) });
    const project = testProject({ clock: 'real' });
    project.make('POST', 'global/healthChecks', CHECK);
    expect(project.names('global/healthChecks')).toEqual(['h']);
  });

  test('cannot be pushed to the end of anything', () => {
    const { clock } = createSimulator({ clock: 'real' });
    expect(() => clock.runUntilIdle()).toThrow("clock.runUntilIdle cannot push the real clock: use clock 'manual'");
    expect(() => clock.runUntil('operation-1')).toThrow(TypeError);
  });
});
