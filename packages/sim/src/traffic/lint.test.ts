import { describe, expect, test } from 'vitest';
import { projectWithInstance, ZONE } from '../../test/machines.ts';
import type { TestProject } from '../../test/test-project.ts';
import { testProject } from '../../test/test-project.ts';
import { asString } from '../kernel/json.ts';
import type { LintFinding } from './lint.ts';

const SERVICES = 'global/backendServices';

const rules = (project: TestProject): readonly string[] => project.simulator.calls.lint().map(({ rule }) => rule);

/** The only finding there is. */
function finding(project: TestProject): LintFinding {
  const [only, ...others] = project.simulator.calls.lint();
  if (only === undefined || others.length > 0) throw new Error('There is not one finding');
  return only;
}

/** A project that has a backend service, as a client with good habits makes it. */
function withService(): TestProject {
  const project = testProject();
  project.make('POST', SERVICES, { name: 'b' });
  expect(rules(project)).toEqual([]);
  return project;
}

describe('a write without a fingerprint', () => {
  test('is found after a read of the same resource', () => {
    const project = withService();
    project.get(`${SERVICES}/b`);
    project.make('PATCH', `${SERVICES}/b`, { timeoutSec: 3 });
    expect(finding(project)).toEqual({
      rule: 'writeWithoutFingerprint',
      message:
        'backendServices.patch of projects/p1/global/backendServices/b carried no fingerprint, although call 3 had read it: what others wrote in between is lost.',
      calls: [3, 4],
      wayOut: 'Send the fingerprint that was read, and on 412 read again and repeat.',
    });
  });

  test.each([SERVICES, 'aggregated/backendServices'])('is found after a read of the list %s', (list) => {
    const project = withService();
    project.get(list);
    project.make('PATCH', `${SERVICES}/b`, { timeoutSec: 3 });
    expect(finding(project).calls).toEqual([3, 4]);
    // What was read before the last write is not what this one is about.
    project.make('PATCH', `${SERVICES}/b`, { timeoutSec: 4 });
    expect(rules(project)).toEqual(['writeWithoutFingerprint']);
  });

  test('is found wherever the whole resource is replaced', () => {
    const project = projectWithInstance();
    const { fingerprint: _, labelFingerprint: __, ...instance } = project.get(`${ZONE}/instances/i`);
    project.make('PUT', `${ZONE}/instances/i`, { ...instance, deletionProtection: true });
    expect(rules(project)).toContain('writeWithoutFingerprint');
  });

  test('is none with the fingerprint, without a read, and where there is none to send', () => {
    const project = withService();
    project.make('PATCH', `${SERVICES}/b`, { timeoutSec: 3 });
    const { fingerprint } = project.get(`${SERVICES}/b`);
    project.make('PUT', `${SERVICES}/b`, { name: 'b', fingerprint });
    project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
    project.get('global/healthChecks/h');
    project.make('PUT', 'global/healthChecks/h', { name: 'h', type: 'TCP' });
    expect(rules(project)).toEqual([]);
  });

  test('is none when somebody else read, or the write was refused', () => {
    const project = withService();
    const url = `/compute/v1/projects/p1/${SERVICES}/b`;
    project.simulator.handle({ method: 'GET', url, headers: { 'x-gcepool-user': 'other' } });
    project.make('PATCH', `${SERVICES}/b`, { timeoutSec: 3 });
    project.get(`${SERVICES}/b`);
    project.refused('PATCH', `${SERVICES}/b`, { timeoutSec: -5 });
    expect(rules(project)).toEqual([]);
  });
});

describe('a page that was not followed', () => {
  test('is found, and is none when somebody asks for the next', () => {
    const project = testProject();
    const { nextPageToken } = project.get('zones?maxResults=3');
    expect(finding(project)).toMatchObject({ rule: 'pageNotFollowed', calls: [1] });
    project.get(`zones?maxResults=500&pageToken=${encodeURIComponent(asString(nextPageToken))}`);
    expect(rules(project)).toEqual([]);
  });

  test('is none when the last page was the first', () => {
    const project = testProject();
    project.get('zones');
    expect(rules(project)).toEqual([]);
  });
});

describe('what Compute ignores', () => {
  test('is found once for each method and thing, with all calls that held it', () => {
    const project = testProject();
    for (const name of ['a', 'b']) project.make('POST', SERVICES, { name, timeoutSeconds: 3 });
    project.get(`${SERVICES}/a?field=name`);
    expect(project.simulator.calls.lint()).toEqual([
      {
        rule: 'ignored',
        message: 'backendServices.insert was sent what has no effect: resource.timeoutSeconds (nearest: timeoutSec).',
        calls: [1, 3],
        wayOut: 'Leave it out, or spell it as Compute knows it. The option strict refuses it.',
      },
      expect.objectContaining({
        message: 'backendServices.get was sent what has no effect: query.field (nearest: fields).',
        calls: [5],
      }),
    ]);
  });

  test('a value is told with its field, and a call that was refused all the same', () => {
    const project = testProject();
    project.refused('POST', 'zones/us-central1-a/disks', {
      name: 'd',
      type: 'zones/us-central1-a/diskTypes/none',
      guestOsFeatures: [{ type: 'NEW' }],
    });
    expect(finding(project).message).toMatch(/: resource\.guestOsFeatures\[0\]\.type: 'NEW' \(nearest: \w+\)\.$/);
  });
});

test('what a request held to no effect is found, although it was refused when it was read', () => {
  const project = testProject();
  project.refused('POST', 'global/networks', { nam: 'n', mtu: 1460 });
  expect(finding(project).message).toContain(
    'networks.insert was sent what has no effect: resource.nam (nearest: name).',
  );
  expect(project.simulator.calls.list()).toMatchObject([{ ignored: [{ field: 'resource.nam' }] }]);
});

describe('an operation that nobody looked at', () => {
  const start = (project: TestProject): string =>
    asString(project.begin('POST', 'global/healthChecks', { name: 'h', type: 'TCP' })['name']);

  test('is found', () => {
    const project = testProject();
    start(project);
    project.get('global/healthChecks/h');
    expect(finding(project)).toMatchObject({
      rule: 'operationNotAwaited',
      message: expect.stringMatching(/^healthChecks\.insert of projects\/p1\/global\/healthChecks\/h was accepted/),
      calls: [1],
    });
  });

  test.each([
    ['a get', 'GET', 'global/operations/NAME'],
    ['a wait', 'POST', 'global/operations/NAME/wait'],
    ['a list', 'GET', 'global/operations'],
    ['an aggregated list', 'GET', 'aggregated/operations'],
  ])('is none after %s', (_, method, path) => {
    const project = testProject();
    project.send(method, path.replace('NAME', start(project)));
    expect(rules(project)).toEqual([]);
  });

  test('is found when operations were listed before it, or elsewhere', () => {
    const project = testProject();
    project.get('global/operations');
    start(project);
    project.get('zones/us-central1-a/operations');
    expect(rules(project)).toEqual(['operationNotAwaited']);
  });

  test('is none when it was done at once, or never began', () => {
    const project = testProject();
    project.make('POST', 'global/addresses', { name: 'a' });
    const { labelFingerprint } = project.get('global/addresses/a');
    project.begin('POST', 'global/addresses/a/setLabels', { labels: {}, labelFingerprint });
    project.refused('DELETE', 'global/addresses/nothing');
    expect(rules(project)).toEqual([]);
  });
});

describe('hot polling', () => {
  const start = (project: TestProject): string =>
    asString(project.begin('POST', 'global/healthChecks', { name: 'h', type: 'TCP' })['name']);
  const poll = (project: TestProject, name: string, times: number): void => {
    for (let count = 0; count < times; count++) project.get(`global/operations/${name}`);
  };

  test('is found when it is more often in a row than allowed', () => {
    const project = testProject({ clock: 'manual' });
    poll(project, start(project), 10);
    expect(rules(project)).toEqual([]);
    expect(project.simulator.calls.lint({ polls: 9 })).toMatchObject([
      { rule: 'hotPolling', calls: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
    ]);
    expect(() => project.simulator.calls.lint({ polls: 0 })).toThrow('polls must be a whole number from 1');
  });

  test('is none where each poll waits', () => {
    const project = testProject({ clock: 'manual' });
    const name = start(project);
    for (let count = 0; count < 30; count++) project.send('POST', `global/operations/${name}/wait`);
    expect(rules(project)).toEqual([]);
  });

  test('is none where something else is done in between, or the operation is done', () => {
    const project = testProject({ clock: 'manual' });
    const name = start(project);
    poll(project, name, 8);
    project.get('zones');
    poll(project, name, 8);
    project.simulator.clock.advance(1000);
    poll(project, name, 30);
    expect(rules(project)).toEqual([]);
  });
});

describe('calls that GCE would not answer', () => {
  test('are found by group, place and minute', () => {
    const project = testProject({ clock: 'manual', startTime: '2026-02-01T00:00:00Z' });
    for (let count = 0; count < 752; count++) project.get('aggregated/addresses');
    expect(finding(project)).toEqual({
      rule: 'rateLimit',
      message: 'Heavy-weight read requests of p1: 752 calls in a minute, of which GCE answers 750.',
      calls: [751, 752],
      wayOut: expect.any(String),
    });
  });

  test('are none where time passes, or places differ', () => {
    const project = testProject({ clock: 'manual', startTime: '2026-02-01T00:00:00Z' });
    for (let count = 0; count < 1400; count++) {
      project.get('zones/us-central1-a/instances');
      project.get('zones/europe-west1-b/instances');
      if (count === 700) project.simulator.clock.advance(60_000);
      if (count % 2 === 0) project.get('aggregated/addresses');
    }
    expect(rules(project)).toEqual([]);
  });
});

test('findings come in the order of their calls, and only of the calls that are asked about', () => {
  const project = testProject();
  project.get('zones?maxResults=1');
  const mark = project.simulator.calls.mark();
  project.begin('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  project.get('zones?maxResults=1');
  expect(rules(project)).toEqual(['pageNotFollowed', 'operationNotAwaited', 'pageNotFollowed']);
  expect(project.simulator.calls.lint({ since: mark }).map(({ calls }) => calls)).toEqual([[2], [3]]);
  expect(() => project.simulator.calls.lint({ since: 99 })).toThrow('since must be what calls.mark() gave');
});
