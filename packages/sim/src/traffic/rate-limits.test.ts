import { methods } from '@gcepool/api';
import { expect, test } from 'vitest';
import { projectIn, testProject } from '../../test/test-project.ts';
import { asString } from '../kernel/json.ts';
import { createSimulator } from '../index.ts';
import type { RateLimit } from './rate-limits.ts';
import { GROUPS, groupOf } from './rate-limit-groups.ts';
import { regionOf } from '../collections/region-of.ts';

test('requests are not limited unless that is asked for', () => {
  const { send, simulator } = testProject();
  for (let count = 0; count < 2000; count++) expect(send('GET', 'zones/us-central1-a').status).toBe(200);
  expect(simulator.rateLimits.list()).toEqual([]);
});

test('a request too many is refused in GCE’s words, until the next minute of virtual time', () => {
  const { send, refused, simulator } = testProject({ clock: 'manual', startTime: '2026-02-01T00:00:15Z' });
  simulator.rateLimits.set({ group: 'reads', perMinute: 2 });
  const statuses = (): readonly number[] => [1, 2, 3].map(() => send('GET', 'global/networks/default').status);
  expect(statuses()).toEqual([200, 200, 403]);
  expect(send('GET', 'global/networks/default').body).toEqual({
    error: {
      code: 403,
      message: expect.stringMatching(
        /^Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service 'compute\.googleapis\.com' for consumer 'project_number:\d+'\.$/,
      ),
      errors: [{ message: expect.any(String), domain: 'usageLimits', reason: 'rateLimitExceeded' }],
    },
  });
  expect(send('GET', 'zones').status).toBe(200);
  simulator.clock.advance(44_999);
  expect(refused('GET', 'global/networks/default').reason).toBe('rateLimitExceeded');
  simulator.clock.advance(1);
  expect(statuses()).toEqual([200, 200, 403]);
});

test('each project, and each region of it, is counted by itself', () => {
  const one = testProject({ clock: 'manual', rateLimits: [{ group: 'lists', perMinute: 1 }] });
  const two = projectIn(one.simulator, 'p2');
  const paths = ['global/healthChecks', 'regions/us-central1/addresses', 'zones/europe-west1-b/instances'];
  for (const project of [one, two]) {
    expect(paths.map((path) => project.send('GET', path).status)).toEqual([200, 200, 200]);
  }
  expect(one.refused('GET', 'global/addresses').message).toContain("limit 'List requests per minute' of");
  expect(one.refused('GET', 'zones/us-central1-f/disks').message).toContain("'List requests per minute per region'");
});

test('a limit of one project comes before that of all, and may answer 429', () => {
  const one = testProject({ clock: 'manual' });
  const { rateLimits } = one.simulator;
  rateLimits.set({ group: 'reads', perMinute: 0, project: 'p1', status: 429 });
  rateLimits.set({ group: 'reads', perMinute: 1 });
  expect(one.send('GET', 'zones/us-central1-a').body?.['error']).toMatchObject({
    code: 429,
    status: 'RESOURCE_EXHAUSTED',
  });
  expect(projectIn(one.simulator, 'p2').send('GET', 'zones/us-central1-a').status).toBe(200);
  rateLimits.set({ group: 'reads', perMinute: 1, project: 'p1' });
  expect(rateLimits.list()).toEqual([
    { group: 'reads', perMinute: 1, status: 403 },
    { group: 'reads', perMinute: 1, status: 403, project: 'p1' },
  ]);
  rateLimits.clear();
  expect(one.send('GET', 'zones/us-central1-a').status).toBe(200);
  expect(one.send('GET', 'zones/us-central1-a').status).toBe(200);
});

test('a mutation that is one too many is not applied', () => {
  const project = testProject({ clock: 'manual', rateLimits: [{ group: 'queries', perMinute: 0 }] });
  expect(project.refused('POST', 'global/healthChecks', { name: 'h', type: 'TCP' }).status).toBe(403);
  expect(project.simulator.journal).toEqual([]);
});

test('GCE’s own limits hold for all groups', () => {
  const { send, simulator } = testProject({ clock: 'manual', rateLimits: 'gce' });
  expect(simulator.rateLimits.list().map(({ group }) => group)).toEqual(Object.keys(GROUPS));
  const count = (path: string): number => {
    let answered = 0;
    while (send('GET', path).status === 200) answered++;
    return answered;
  };
  expect(count('zones')).toBe(1500);
  expect(count('aggregated/instances')).toBe(750);
});

test.each([
  ['backendServices.insert', 'queries'],
  ['backendServices.getHealth', 'queries'],
  ['instances.setLabels', 'queries'],
  ['backendServices.get', 'reads'],
  ['regionBackendServices.list', 'lists'],
  ['backendServices.aggregatedList', 'heavyWeightReads'],
  ['globalOperations.get', 'operationReads'],
  ['zoneOperations.get', 'operationReads'],
  ['regionOperations.wait', 'heavyWeightReads'],
  ['globalOperations.list', 'lists'],
  ['snapshots.delete', 'globalResourceWrites'],
  ['images.getFromFamily', 'queries'],
])('%s is counted among the %s', (id, group) => {
  const method = methods.find((one) => one.id === id);
  expect(method && groupOf(method)).toBe(group);
});

test.each([
  ['projects/p/global', ''],
  ['projects/p/aggregated', ''],
  ['projects/p', ''],
  ['projects/p/regions/us-central1', 'us-central1'],
  ['projects/p/zones/us-central1-a', 'us-central1'],
])('%s is counted in the region %j', (scope, region) => {
  expect(regionOf(scope)).toBe(region);
});

test('a fork counts on by itself, and a reset begins anew with what the options gave', () => {
  const project = testProject({ clock: 'manual', rateLimits: [{ group: 'reads', perMinute: 2 }] });
  const read = (of: typeof project): number => of.send('GET', 'zones/us-central1-a').status;
  expect(read(project)).toBe(200);
  const fork = projectIn(project.simulator.fork());
  expect([read(project), read(project)]).toEqual([200, 403]);
  expect([read(fork), read(fork)]).toEqual([200, 403]);
  fork.simulator.rateLimits.clear();
  fork.simulator.reset();
  expect([read(fork), read(fork), read(fork)]).toEqual([200, 200, 403]);
});

test('an operation that ends needs no request of its own', () => {
  const project = testProject({ rateLimits: [{ group: 'queries', perMinute: 1 }] });
  const { name } = project.begin('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  expect(project.get(`global/operations/${asString(name)}`)['status']).toBe('DONE');
  expect(project.refused('DELETE', 'global/healthChecks/h').reason).toBe('rateLimitExceeded');
});

test.each<readonly [unknown, string]>([
  [{ group: 'writes' }, 'group must be one of queries, reads'],
  [{ group: 'toString' }, 'group must be one of'],
  [{ group: 'reads', perMinute: -1 }, 'perMinute must be a whole number'],
  [{ group: 'reads', status: 503 }, 'status must be 403 or 429; got 503'],
  [{ group: 'reads', project: '' }, 'project must be a text'],
  [{ group: 'reads', region: 'r' }, "A rate limit has no field 'region'"],
])('a limit that makes no sense is refused: %j', (limit, message) => {
  const { rateLimits } = createSimulator();
  // What comes from JavaScript or over HTTP may be anything.
  expect(() => rateLimits.set(limit as RateLimit)).toThrow(TypeError);
  expect(() => rateLimits.set(limit as RateLimit)).toThrow(message);
});

test('an option that makes no sense is refused', () => {
  expect(() => createSimulator({ rateLimits: 'aws' as 'gce' })).toThrow("rateLimits must be 'gce' or a list");
});
