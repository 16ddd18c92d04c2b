import { expect, test } from 'vitest';
import type { TestProject } from '../test/test-project.ts';
import { projectIn } from '../test/test-project.ts';
import { asString } from './kernel/json.ts';
import { createSimulator } from './simulator.ts';

function madeDisk(project: TestProject): string {
  project.make('POST', 'zones/us-east1-b/disks', { name: 'd', sizeGb: '10' });
  return 'zones/us-east1-b/disks/d';
}

const CHECKS = '/compute/v1/projects/p1/global/healthChecks';
const peeked = (url: string) => ({ method: 'GET', url });

test('who peeks is answered as the API answers, and nothing notices', () => {
  const simulator = createSimulator({ rateLimits: 'gce' });
  const project = projectIn(simulator);
  for (const name of ['a', 'b', 'c']) project.make('POST', 'global/healthChecks', { name, type: 'TCP' });
  simulator.faults.add({ method: '*', fault: { error: { code: 503 } } });
  const before = [simulator.position(), simulator.snapshot(), simulator.faults.list()];
  const answers = [`${CHECKS}/a`, `${CHECKS}?filter=name != a&maxResults=1`, `${CHECKS}?filter=)(`, `${CHECKS}/absent`];
  const seen = answers.map((url) => simulator.peek(peeked(url)));
  expect(seen.map(({ status }) => status)).toEqual([200, 200, 400, 404]);
  expect([simulator.position(), simulator.snapshot(), simulator.faults.list()]).toEqual(before);
  simulator.faults.clear();
  expect(answers.map((url) => simulator.handle(peeked(url)))).toEqual(seen);
});

test('what runs goes on running, though a read of the API would see its end', () => {
  const { simulator, begin } = projectIn(createSimulator());
  const { name } = begin('POST', 'global/healthChecks', { name: 'a', type: 'TCP' });
  const operation = peeked(`/compute/v1/projects/p1/global/operations/${asString(name)}`);
  for (let time = 0; time < 3; time++) expect(simulator.peek(operation).body).toMatchObject({ status: 'RUNNING' });
  expect(simulator.peek(peeked(`${CHECKS}/a`)).status).toBe(404);
  expect(simulator.handle(operation).body).toMatchObject({ status: 'DONE' });
});

test('with the real clock what is due has ended by itself', () => {
  const { simulator, begin } = projectIn(createSimulator({ clock: 'real', operationLatencyMs: 0, startTime: 0 }));
  const { name } = begin('POST', 'global/healthChecks', { name: 'a', type: 'TCP' });
  const operation = peeked(`/compute/v1/projects/p1/global/operations/${asString(name)}`);
  expect(simulator.peek(operation).body).toMatchObject({ status: 'DONE' });
  const { commands } = simulator.position();
  expect(simulator.position().commands).toBe(commands);
});

test('nothing is changed by a peek: a mutation is refused, and reads by POST are answered', () => {
  const simulator = createSimulator({ auth: 'required' });
  const headers = { authorization: 'Bearer x' };
  simulator.handle({
    method: 'POST',
    url: CHECKS.replace('healthChecks', 'backendServices'),
    headers,
    body: { name: 'b' },
  });
  simulator.clock.runUntilIdle();
  const post = (url: string, body: object) => simulator.peek({ method: 'POST', url, body });
  expect(post(CHECKS, { name: 'x', type: 'TCP' })).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('healthChecks.insert changes something') } },
  });
  const service = '/compute/v1/projects/p1/global/backendServices/b';
  expect(post(`${service}/testIamPermissions`, { permissions: ['compute.backendServices.get'] }).status).toBe(200);
  expect(simulator.peek({ method: 'GET', url: '/nothing' }).status).toBe(404);
});

test('what changes something without an operation is refused as well', () => {
  const project = projectIn(createSimulator());
  project.make('POST', 'global/images', { name: 'i', sourceDisk: madeDisk(project) });
  const { simulator } = project;
  const before = simulator.snapshot();
  const image = '/compute/v1/projects/p1/global/images/i';
  const policy = { bindings: [{ role: 'roles/compute.imageUser', members: ['user:a@example.com'] }] };
  const [operation] = project.names('global/operations');
  const changes = [
    { method: 'POST', url: `${image}/setIamPolicy`, body: { policy } },
    { method: 'DELETE', url: `/compute/v1/projects/p1/global/operations/${operation}` },
  ];
  for (const change of changes) {
    expect(simulator.peek(change)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('changes something') } },
    });
  }
  expect(simulator.snapshot()).toEqual(before);
  for (const change of changes) expect(simulator.handle(change).status).toBeLessThan(300);
});

test('a position is the same until something happens, whatever that is', () => {
  const { simulator, begin, get } = projectIn(createSimulator());
  const seen = [simulator.position()];
  const happens = [
    () => void begin('POST', 'global/healthChecks', { name: 'a', type: 'TCP' }),
    () => void get('global/healthChecks'),
    () => simulator.clock.advance(5),
    () => simulator.health.set({ instance: 'projects/p1/zones/us-east1-b/instances/i', behaviour: 'down' }),
    () => simulator.restore(simulator.snapshot()),
    () => simulator.reset(),
  ];
  for (const happen of happens) {
    expect(simulator.position()).toEqual(seen.at(-1));
    happen();
    seen.push(simulator.position());
  }
  expect(new Set(seen.map((position) => JSON.stringify(position))).size).toBe(happens.length + 1);
});
