import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn, testProject } from '../../test/test-project.ts';
import type { Snapshot } from '../index.ts';
import { createSimulator } from '../index.ts';

const SERVICE = 'projects/p1/global/backendServices/b';
const CHECK = { name: 'h', type: 'TCP' };

/** Sends a mutation as somebody. */
const sendAs = ({ simulator }: TestProject, user: string, method: string, path: string, body?: object): number =>
  simulator.handle({
    method,
    url: `/compute/v1/projects/p1/${path}`,
    headers: { 'x-gcepool-user': user },
    ...(body === undefined ? {} : { body }),
  }).status;

function changed(): TestProject {
  const project = testProject();
  project.make('POST', 'global/backendServices', { name: 'b' });
  sendAs(project, 'ann@example.com', 'PATCH', 'global/backendServices/b', { timeoutSec: 7, description: 'x' });
  project.get('zones');
  sendAs(project, 'bob@example.com', 'PATCH', 'global/backendServices/b', { timeoutSec: 9 });
  project.get('zones');
  return project;
}

describe('blame', () => {
  test('names the request that last changed a field, and not the one before or after', () => {
    const { history, journal } = changed().simulator;
    const blame = history.blame(SERVICE, 'timeoutSec');
    expect(blame).toMatchObject({
      method: 'backendServices.patch',
      user: 'bob@example.com',
      before: 7,
      after: 9,
      request: { method: 'PATCH', body: '{"timeoutSec":9}' },
    });
    expect(journal[(blame?.sequence ?? 0) - 1]).toMatchObject({ kind: 'request', now: blame?.time });
    expect(history.blame(SERVICE, 'description')).toMatchObject({ user: 'ann@example.com', before: '', after: 'x' });
    expect(history.blame(SERVICE, 'protocol')).toMatchObject({ method: 'backendServices.insert', after: 'HTTP' });
    expect(
      history.blame(`https://www.googleapis.com/compute/v1/${SERVICE}`, 'connectionDraining.drainingTimeoutSec'),
    ).toMatchObject({
      method: 'backendServices.insert',
      after: 0,
    });
  });

  test('knows who took a resource away', () => {
    const project = changed();
    sendAs(project, 'eve@example.com', 'DELETE', 'global/backendServices/b');
    project.get('zones');
    expect(project.simulator.history.blame(SERVICE, '')).toMatchObject({
      method: 'backendServices.delete',
      user: 'eve@example.com',
      before: { name: 'b' },
    });
  });

  test('looks into lists and labels', () => {
    const project = testProject();
    project.make('POST', 'global/urlMaps', { name: 'm', defaultUrlRedirect: { hostRedirect: 'a.example' } });
    project.make('PATCH', 'global/urlMaps/m', {
      hostRules: [{ hosts: ['b.example'], pathMatcher: 'p' }],
      pathMatchers: [{ name: 'p', defaultUrlRedirect: { hostRedirect: 'c.example' } }],
    });
    const { history } = project.simulator;
    expect(history.blame('projects/p1/global/urlMaps/m', 'hostRules[0].hosts[0]')).toMatchObject({
      method: 'urlMaps.patch',
      after: 'b.example',
    });
  });

  test('knows nothing of what never changed, was never there, or is older than the journal', () => {
    const project = changed();
    const { history } = project.simulator;
    expect(history.blame(SERVICE, 'nothing')).toBeUndefined();
    expect(history.blame(SERVICE, '__proto__.x')).toBeUndefined();
    expect(history.blame('projects/p1/global/backendServices/c', 'timeoutSec')).toBeUndefined();
    expect(project.simulator.fork().history.blame(SERVICE, 'timeoutSec')).toBeUndefined();
    expect(() => history.blame('b', 'timeoutSec')).toThrow(TypeError);
  });

  test('does not hold a request to account that failed, or changed nothing', () => {
    const project = changed();
    project.simulator.quotas.set({ project: 'p1', metric: 'HEALTH_CHECKS', limit: 5 });
    project.begin('PATCH', 'global/backendServices/b', { timeoutSec: 9 });
    project.refused('PATCH', 'global/backendServices/b', { timeoutSec: 10 });
    expect(project.simulator.history.blame(SERVICE, 'timeoutSec')?.user).toBe('bob@example.com');
  });
});

describe('a moment of the past', () => {
  test('is what a snapshot taken then was', () => {
    const project = testProject();
    const { history } = project.simulator;
    const taken: [number, Snapshot][] = [[history.range().latest, project.simulator.snapshot()]];
    for (const name of ['a', 'b', 'c']) {
      project.make('POST', 'global/healthChecks', { ...CHECK, name });
      project.simulator.health.set({ instance: 'projects/p1/zones/us-east1-b/instances/i', behaviour: 'down' });
      taken.push([history.range().latest, project.simulator.snapshot()]);
    }
    for (const [sequence, snapshot] of taken) expect(history.at(sequence)).toEqual(snapshot);
    expect(history.range()).toEqual({ earliest: 0, latest: 9 });
    for (const outside of [-1, 10, 0.5, Number.NaN])
      expect(() => history.at(outside)).toThrow('history goes from 0 to 9');
  });

  test('is forgotten when the journal has forgotten it', () => {
    const project = testProject();
    const { simulator } = project;
    for (let index = 0; index < 10_500; index++) simulator.clock.advance(1);
    expect(simulator.history.range()).toEqual({ earliest: 5000, latest: 10_500 });
    expect(simulator.history.at(5000).now).toBe(simulator.clock.now() - 5500);
    expect(() => simulator.history.at(4999)).toThrow(TypeError);
  });
});

describe('a diff', () => {
  test('tells what was added, removed and changed, field by field', () => {
    const project = changed();
    const { simulator } = project;
    project.make('POST', 'global/healthChecks', CHECK);
    const before = simulator.snapshot();
    const moment = simulator.history.range().latest;
    project.make('PATCH', 'global/backendServices/b', { timeoutSec: 1, healthChecks: ['global/healthChecks/h'] });
    project.make('POST', 'global/healthChecks', { ...CHECK, name: 'new' });
    project.make('DELETE', 'global/firewalls/default-allow-ssh');
    const diff = simulator.history.diff(before);
    expect(diff).toEqual({
      added: ['projects/p1/global/healthChecks/new'],
      removed: ['projects/p1/global/firewalls/default-allow-ssh'],
      changed: [
        {
          path: SERVICE,
          fields: [
            { field: 'fingerprint', before: expect.any(String), after: expect.any(String) },
            { field: 'healthChecks', after: [expect.stringMatching(/healthChecks\/h$/)] },
            { field: 'timeoutSec', before: 9, after: 1 },
          ],
        },
      ],
    });
    expect(simulator.history.diff(moment)).toEqual(diff);
    expect(simulator.history.diff(moment, simulator.history.range().latest)).toEqual(diff);
    expect(() => simulator.history.diff({} as Snapshot)).toThrow(TypeError);
  });

  test('sees members, which no resource shows', () => {
    const project = testProject();
    project.make('POST', 'zones/us-east1-b/instanceGroups', { name: 'g' });
    const before = project.simulator.snapshot();
    const other = projectIn(createSimulator({ snapshot: before }));
    const members = [{ path: 'projects/p1/zones/us-east1-b/instances/i', id: '1' }];
    const after = {
      ...before,
      resources: before.resources.map(
        ([path, entry]) => [path, path.endsWith('/g') ? { ...entry, hidden: { members } } : entry] as const,
      ),
    };
    expect(other.simulator.history.diff(before, after).changed).toEqual([
      { path: 'projects/p1/zones/us-east1-b/instanceGroups/g', fields: [{ field: 'hidden.members', after: members }] },
    ]);
  });

  test('of two equal snapshots is empty, and of two moments the reverse of the other way round', () => {
    const step = fc.tuple(
      fc.constantFrom('POST', 'PATCH', 'DELETE'),
      fc.constantFrom('a', 'b'),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), fc.nat(15), (steps, cut) => {
        const project = testProject();
        for (const [method, name, healthyThreshold] of steps) {
          if (method === 'POST') project.send(method, 'global/healthChecks', { ...CHECK, name });
          else
            project.send(method, `global/healthChecks/${name}`, method === 'PATCH' ? { healthyThreshold } : undefined);
          project.get('zones');
        }
        const { history } = project.simulator;
        const moment = Math.min(cut, history.range().latest);
        expect(history.diff(moment, moment)).toEqual({ added: [], removed: [], changed: [] });
        const [there, back] = [history.diff(moment), history.diff(project.simulator.snapshot(), moment)];
        expect(back.added).toEqual(there.removed);
        expect(back.removed).toEqual(there.added);
        expect(back.changed.map(({ path }) => path)).toEqual(there.changed.map(({ path }) => path));
      }),
      { numRuns: 40 },
    );
  });
});
