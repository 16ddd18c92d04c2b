import { describe, expect, test } from 'vitest';
import { projectIn, testProject } from '../../test/test-project.ts';
import { createSimulator } from '../index.ts';

const CHECKS = 'global/healthChecks';
const CHECK = { name: 'h', type: 'TCP' };
const ID = '00000000-0000-4000-8000-000000000001';

test('whoever asks is told of each call, answered or refused', () => {
  const told: (readonly [number, number])[] = [];
  const project = testProject({ onCall: ({ sequence, status }) => told.push([sequence, status]) });
  project.get(CHECKS);
  project.send('GET', `${CHECKS}/none`);
  project.send('GET', 'nothing/at/all');
  expect(told).toEqual([
    [1, 200],
    [2, 404],
    [3, 404],
  ]);
});

describe('the call log', () => {
  test('tells every request, in order', () => {
    const project = testProject({ strict: true });
    const { calls, clock } = project.simulator;
    const start = clock.now();
    project.send('POST', `${CHECKS}?requestId=${ID}`, CHECK);
    project.send('POST', CHECKS, { ...CHECK, color: 'red' });
    project.send('GET', `${CHECKS}/nothing`);
    project.send('GET', 'nothing/at/all');
    project.simulator.faults.add({ fault: 'reset' });
    project.simulator.handle({
      method: 'GET',
      url: '/compute/v1/projects/p1/zones',
      headers: { 'x-gcepool-user': 'me@example.com' },
    });
    const user = 'user@example.com';
    const path = 'projects/p1/global/healthChecks';
    expect(calls.list()).toEqual([
      {
        sequence: 1,
        time: start + 1,
        method: 'healthChecks.insert',
        httpMethod: 'POST',
        path: `${path}/h`,
        user,
        status: 200,
        requestId: ID,
      },
      {
        sequence: 2,
        time: start + 1,
        method: 'healthChecks.insert',
        httpMethod: 'POST',
        path: `https://www.googleapis.com/compute/v1/${path}`,
        user: '',
        status: 400,
        reason: 'badRequest',
      },
      {
        sequence: 3,
        time: clock.now(),
        method: 'healthChecks.get',
        httpMethod: 'GET',
        path: `${path}/nothing`,
        user,
        status: 404,
        reason: 'notFound',
      },
      expect.objectContaining({ sequence: 4, status: 404, path: expect.stringMatching(/nothing\/at\/all$/) }),
      {
        sequence: 5,
        time: clock.now(),
        method: 'zones.list',
        httpMethod: 'GET',
        path: 'projects/p1/zones',
        user: 'me@example.com',
        status: 0,
        fault: 'reset',
      },
    ]);
    expect(calls.counts()).toEqual({ 'healthChecks.get': 1, 'healthChecks.insert': 2, unknown: 1, 'zones.list': 1 });
    expect(calls.of('healthChecks.*').map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(calls.of('*.list', 4)).toHaveLength(1);
    calls.clear();
    expect([calls.list(), calls.counts(), calls.mark()]).toEqual([[], {}, 0]);
  });

  test('is bounded, and its counts are not', () => {
    const { simulator, send } = testProject({ callLog: 3 });
    for (let index = 0; index < 7; index++) send('GET', index % 2 === 0 ? 'zones' : 'regions');
    expect(simulator.calls.list().map(({ sequence }) => sequence)).toEqual([5, 6, 7]);
    expect(simulator.calls.list(6).map(({ sequence }) => sequence)).toEqual([7]);
    expect(simulator.calls.counts()).toEqual({ 'regions.list': 3, 'zones.list': 4 });
    simulator.calls.expectCalls({ 'zones.list': 4 });
    expect(() => simulator.calls.expectCalls({ 'zones.list': 1 }, 2)).toThrow(
      'has forgotten calls up to 4: it keeps 3',
    );
    simulator.calls.expectCalls({ 'zones.list': 1 }, 5);
  });

  test('goes on by itself in a fork, and is empty after a reset', () => {
    const project = testProject();
    project.send('GET', 'zones');
    const fork = projectIn(project.simulator.fork());
    fork.send('GET', 'regions');
    expect(project.simulator.calls.counts()).toEqual({ 'zones.list': 1 });
    expect(fork.simulator.calls.counts()).toEqual({ 'regions.list': 1, 'zones.list': 1 });
    project.simulator.reset();
    expect(project.simulator.calls.list()).toEqual([]);
  });

  test('is not thrown off by nonsense', () => {
    const simulator = createSimulator();
    const { calls } = simulator;
    simulator.handle({ method: 5 as unknown as string, url: {} as unknown as string });
    simulator.handle({ method: 'GET', url: `/${'x'.repeat(100_000)}` });
    simulator.handle({ method: 'GET', url: '/compute/v1/projects/%/zones' });
    expect(calls.counts()).toEqual({ unknown: 2, 'zones.list': 1 });
    expect(calls.list()[1]?.path).toHaveLength(500);
    const long = 'x'.repeat(100_000);
    simulator.handle({
      method: 'GET',
      url: `/compute/v1/projects/p/zones?requestId=${long}&pageToken=${long}`,
      headers: { 'x-gcepool-user': long },
    });
    expect(JSON.stringify(calls.list(3)).length).toBeLessThan(2000);
  });

  test.each([0, -1, 1.5, '5'])('cannot keep %j calls', (callLog) => {
    expect(() => createSimulator({ callLog: callLog as number })).toThrow('callLog must be a whole number from 1');
  });
});

describe('expectCalls', () => {
  test('names what was called more or less often', () => {
    const { simulator, send } = testProject();
    send('GET', 'zones');
    send('GET', 'zones/us-central1-a');
    simulator.calls.expectCalls({ 'zones.list': 1, 'zones.*': 2, '*.insert': 0 });
    expect(() => simulator.calls.expectCalls({ 'zones.list': 2, 'regions.list': 1, 'zones.get': 1 })).toThrow(
      'Calls that are not as expected:\n  zones.list: expected 2, called 1 times\n  regions.list: expected 1, called 0 times',
    );
  });

  test('refuses what is no method and no number', () => {
    const { calls } = createSimulator();
    expect(() => calls.expectCalls({ 'zone.list': 1 })).toThrow('nearest: zones.list');
    expect(() => calls.expectCalls({ 'zones.list': -1 })).toThrow(TypeError);
    expect(() => calls.expectCalls({ 'zones.list': 1 }, 5)).toThrow(
      'since must be what calls.mark() gave, from 0 to 0',
    );
  });
});

describe('expectNoMutations', () => {
  test('holds of reads, and names mutations, even refused ones', () => {
    const { simulator, send } = testProject();
    send('GET', 'zones');
    simulator.calls.expectNoMutations();
    send('DELETE', `${CHECKS}/h`);
    expect(() => simulator.calls.expectNoMutations()).toThrow(
      'Mutations where none was expected:\n  healthChecks.delete projects/p1/global/healthChecks/h (call 2, by user@example.com)',
    );
    simulator.calls.expectNoMutations(simulator.calls.mark());
  });

  test('watches while something runs, and gives back what that gives', async () => {
    const { simulator, send } = testProject();
    const { calls } = simulator;
    send('POST', CHECKS, CHECK);
    expect(calls.expectNoMutations(() => send('GET', 'zones').status)).toBe(200);
    expect(() => calls.expectNoMutations(() => send('DELETE', `${CHECKS}/h`))).toThrow('healthChecks.delete');
    const url = 'https://compute.googleapis.com/compute/v1/projects/p1/global/healthChecks/h';
    const status = await calls.expectNoMutations(async () => (await simulator.fetch(url)).status);
    expect(status).toBe(404);
    await expect(calls.expectNoMutations(() => simulator.fetch(url, { method: 'DELETE' }))).rejects.toThrow(
      'healthChecks.delete',
    );
  });
});

describe('leaks', () => {
  test('are what inserts made and nobody deleted', () => {
    const project = testProject();
    const { calls } = project.simulator;
    project.make('POST', CHECKS, CHECK);
    const mark = calls.mark();
    project.make('POST', CHECKS, { ...CHECK, name: 'g' });
    project.make('POST', CHECKS, { ...CHECK, name: 'f' });
    project.make('DELETE', `${CHECKS}/g`);
    // It is running, and what it makes is about to be there.
    project.begin('POST', 'zones/us-central1-a/instanceGroups', { name: 'ig' });
    const user = 'user@example.com';
    const group = {
      path: 'projects/p1/zones/us-central1-a/instanceGroups/ig',
      method: 'instanceGroups.insert',
      sequence: 9,
      user,
    };
    const f = { path: 'projects/p1/global/healthChecks/f', method: 'healthChecks.insert', sequence: 5, user };
    const h = { path: 'projects/p1/global/healthChecks/h', method: 'healthChecks.insert', sequence: 1, user };
    expect(calls.leaks(mark)).toEqual([f, group]);
    expect(calls.leaks()).toEqual([f, h, group]);
    expect(() => calls.expectNoLeaks(mark)).toThrow(
      'Resources that were made and not deleted:\n  projects/p1/global/healthChecks/f (healthChecks.insert, call 5, by user@example.com)\n',
    );
    project.make('DELETE', `${CHECKS}/f`);
    project.make('DELETE', 'zones/us-central1-a/instanceGroups/ig');
    calls.expectNoLeaks(mark);
    project.begin('DELETE', `${CHECKS}/h`);
    calls.expectNoLeaks();
  });

  test('include what was made and not told', () => {
    const project = testProject();
    project.simulator.faults.add({ fault: 'answerLost' });
    project.send('POST', CHECKS, CHECK);
    expect(project.simulator.calls.leaks()).toHaveLength(1);
  });

  test('do not include what failed', () => {
    const project = testProject();
    project.simulator.faults.add({ fault: { operationError: { code: 'INTERNAL_ERROR' } } });
    project.finish('POST', CHECKS, CHECK);
    project.send('POST', CHECKS, { name: 'Bad' });
    expect(project.simulator.calls.leaks()).toEqual([]);
  });

  test('are not denied when the calls are forgotten', () => {
    const project = testProject({ callLog: 2 });
    project.make('POST', CHECKS, CHECK);
    project.make('DELETE', `${CHECKS}/h`);
    expect(() => project.simulator.calls.expectNoLeaks()).toThrow('Give createSimulator a larger callLog');
  });
});
