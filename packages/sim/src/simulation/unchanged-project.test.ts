import { expect, test } from 'vitest';
import { projectIn, testProject } from '../../test/test-project.ts';
import { routesOf } from '../api/routes.ts';
import { isOfTable } from '../api/static-answers.ts';
import { collections } from '../collections/generated/collections.ts';
import { createSimulator } from '../index.ts';
import { asString } from '../kernel/json.ts';

const CHECK = { name: 'h', type: 'TCP' };
const NETWORK = 'global/networks/default';

test('a project that was only read, or refused something, is not stored', () => {
  const simulator = createSimulator();
  for (let index = 0; index < 200; index++) {
    const project = projectIn(simulator, `read-${index}`);
    expect(project.get(NETWORK)['name']).toBe('default');
    expect(project.refused('DELETE', 'global/healthChecks/none').status).toBe(404);
  }
  expect(simulator.snapshot().resources).toEqual([]);
  expect(simulator.journal).toEqual([]);
});

test('it shows the same whenever it is read, and when something is in it', () => {
  const project = testProject();
  const { simulator } = project;
  const first = project.get(NETWORK);
  expect(project.get(NETWORK)).toEqual(first);
  const other = projectIn(simulator, 'p2');
  other.make('POST', 'global/healthChecks', CHECK);
  simulator.clock.advance(60_000);
  expect(project.get(NETWORK)).toEqual(first);
  expect(other.get(NETWORK)['id']).not.toBe(first['id']);
  expect(projectIn(simulator.fork()).get(NETWORK)).toEqual(first);
  const restored = createSimulator({ startTime: '2030-01-01T00:00:00Z' });
  restored.restore(simulator.snapshot());
  expect(projectIn(restored).get(NETWORK)).toEqual(first);
  project.make('POST', 'global/healthChecks', CHECK);
  expect(project.get(NETWORK)).toEqual(first);
  expect(simulator.replayed()).toEqual(simulator.snapshot());
});

test('a read of an earlier state shows it too', () => {
  const project = testProject();
  project.simulator.staleness.set({ get: { ms: 60_000 } });
  project.send('POST', 'global/healthChecks', CHECK);
  expect(project.get(NETWORK)['name']).toBe('default');
});

test('what another project refers to is stored', () => {
  const project = testProject();
  const { simulator } = project;
  const other = projectIn(simulator, 'p2');
  const { id, selfLink } = other.get(NETWORK);
  const firewall = { name: 'f', network: selfLink, allowed: [{ IPProtocol: 'tcp' }] };
  const none = { ...firewall, network: 'projects/p2/global/networks/none' };
  expect(project.refused('POST', 'global/firewalls', none).status).toBe(404);
  expect(simulator.snapshot().resources).toEqual([]);
  project.make('POST', 'global/firewalls', firewall);
  expect(other.get(NETWORK)['id']).toBe(id);
  expect(simulator.snapshot().resources.map(([path]) => path)).toContain(`projects/p2/${NETWORK}`);
  expect(simulator.replayed()).toEqual(simulator.snapshot());
});

test('it can be named by its number once it was named by its id, and what is done by number is replayed', () => {
  const project = testProject();
  const { simulator } = project;
  const [number = ''] = asString(project.get('')['defaultServiceAccount']).split('-');
  const byNumber = projectIn(simulator, number);
  expect(byNumber.get(NETWORK)).toEqual(project.get(NETWORK));
  byNumber.begin('POST', 'global/healthChecks', CHECK);
  expect(project.names('global/healthChecks')).toEqual(['h']);
  expect(simulator.replayed()).toEqual(simulator.snapshot());
});

test('a number that only reads made known is replayed where it stands in a body', () => {
  const project = testProject();
  const { simulator } = project;
  const other = projectIn(simulator, 'p2');
  const [number = ''] = asString(other.get('')['defaultServiceAccount']).split('-');
  const network = `projects/${number}/global/networks/default`;
  project.begin('POST', 'global/firewalls', { name: 'f', network, allowed: [{ IPProtocol: 'tcp' }] });
  expect(asString(project.get('global/firewalls/f')['network'])).toContain('/projects/p2/');
  expect(simulator.replayed()).toEqual(simulator.snapshot());
});

test('several projects can be named by number, whichever is changed first', () => {
  const { simulator } = testProject();
  const numbers = ['p1', 'p2', 'p3'].map((name) => {
    const [number = ''] = asString(projectIn(simulator, name).get('')['defaultServiceAccount']).split('-');
    return number;
  });
  projectIn(simulator, 'p1').make('POST', 'global/healthChecks', CHECK);
  simulator.resetProject('p1');
  for (const [index, number] of numbers.entries())
    expect(asString(projectIn(simulator, number).get(NETWORK)['selfLink'])).toContain(`/projects/p${index + 1}/`);
});

test('what is the same for everybody is read alike before and after the first change', () => {
  const tables = collections.filter(isOfTable).flatMap((one) => one.collections);
  expect(tables).toContain('images');
  for (const name of ['p1', 'debian-cloud']) {
    const unchanged = projectIn(createSimulator(), name);
    const changed = projectIn(createSimulator(), name);
    changed.make('POST', 'global/healthChecks', CHECK);
    const reads = routesOf('v1').all.filter(
      ({ method: { collection, httpMethod } }) => httpMethod === 'GET' && tables.includes(collection),
    );
    for (const { path } of reads.map(({ method }) => method)) {
      const scope = path
        .slice('projects/{project}/'.length)
        .replace('{region}', 'us-central1')
        .replace('{zone}', 'us-central1-a');
      const listed = /^(.*?)\/[^/]*\{/.exec(scope)?.[1] ?? scope;
      const [first] = changed.send('GET', listed).status === 200 ? changed.list(listed) : [];
      const read = scope.replaceAll(/\{\w+\}/g, asString(first?.['name'] ?? 'debian-12'));
      expect({ read, answer: unchanged.send('GET', read) }).toEqual({ read, answer: changed.send('GET', read) });
    }
  }
});
