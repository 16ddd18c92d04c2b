import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { instanceNamed } from '../../test/populated-project.ts';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn, testProject } from '../../test/test-project.ts';
import { asString } from './json.ts';
import { createSimulator } from '../simulator.ts';
import type { Snapshot } from './snapshot.ts';

/** A project with something of everything: finished, running and failing operations, members, request ids. */
function lively(): TestProject {
  const project = testProject();
  const zone = 'zones/us-central1-a';
  project.make('POST', `${zone}/instances`, instanceNamed('i'));
  project.make('POST', `${zone}/instanceGroups`, { name: 'g', namedPorts: [{ name: 'http', port: 80 }] });
  project.make('POST', `${zone}/instanceGroups/g/addInstances`, { instances: [{ instance: `${zone}/instances/i` }] });
  project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  project.make('POST', 'global/healthChecks', { name: 'other', type: 'TCP' });
  project.make('POST', 'global/backendServices?requestId=5d3d5c5e-0000-4000-8000-000000000001', {
    name: 'b',
    healthChecks: ['global/healthChecks/h'],
    backends: [{ group: `${zone}/instanceGroups/g` }],
  });
  project.begin('PATCH', 'global/backendServices/b?requestId=5d3d5c5e-0000-4000-8000-000000000002', {
    healthChecks: ['global/healthChecks/other'],
  });
  project.begin('DELETE', 'global/networks/default');
  projectIn(project.simulator, 'p2').begin('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  return project;
}

const goOn = ({ simulator, ...project }: TestProject): string => {
  // Both checks are held, by what is stored and by what is about to be.
  expect(project.refused('DELETE', 'global/healthChecks/h').reason).toBe('resourceInUseByAnotherResource');
  expect(project.refused('DELETE', 'global/healthChecks/other').reason).toBe('resourceInUseByAnotherResource');
  expect(project.refused('PATCH', 'global/backendServices/b', { timeoutSec: 5 }).reason).toBe('resourceNotReady');
  const again = project.begin('PATCH', 'global/backendServices/b?requestId=5d3d5c5e-0000-4000-8000-000000000002', {});
  expect(project.get(`global/operations/${asString(again['name'])}`)['status']).toBe('DONE');
  project.make('DELETE', 'global/healthChecks/h');
  expect(project.get('zones/us-central1-a/instanceGroups/g')['size']).toBe(1);
  expect(project.names('global/operations').length).toBeGreaterThan(5);
  return JSON.stringify(simulator.snapshot());
};

const throughJson = (snapshot: Snapshot): Snapshot => JSON.parse(JSON.stringify(snapshot));

describe('a restored simulator', () => {
  test('has the same snapshot, byte for byte, unfinished operations and all', () => {
    const snapshot = lively().simulator.snapshot();
    expect(snapshot.pending.length).toBeGreaterThan(1);
    expect(snapshot.requests).toHaveLength(2);
    const restored = createSimulator({ snapshot: throughJson(snapshot) });
    expect(JSON.stringify(restored.snapshot())).toBe(JSON.stringify(snapshot));
    restored.reset();
    expect(JSON.stringify(restored.snapshot())).toBe(JSON.stringify(snapshot));
  });

  test('goes on as the other would have', () => {
    const one = lively();
    const two = projectIn(createSimulator({ snapshot: throughJson(one.simulator.snapshot()) }));
    expect(goOn(two)).toBe(goOn(one));
  });
});

describe('a snapshot of version 1', () => {
  const file = new URL('../../test/snapshots/version-1.json', import.meta.url);
  const old = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;

  test('is read, and is all that the simulator then remembers', () => {
    const { version, ...content } = createSimulator({ snapshot: old }).snapshot();
    const { version: before, ...rest } = old;
    expect([before, version]).toEqual([1, 2]);
    expect(content).toEqual({ ...rest, startTime: rest.now, quotas: [], behaviours: [] });
  });

  test('goes on: what was running ends, what was made is used, locked, counted and deleted', () => {
    const project = projectIn(createSimulator({ snapshot: old }));
    expect(project.refused('PATCH', 'global/backendServices/b', { timeoutSec: 5 }).reason).toBe('resourceNotReady');
    expect(project.get('global/backendServices/b')['timeoutSec']).toBe(7);
    expect(project.names('global/healthChecks')).toEqual(['h', 'other']);
    expect(project.refused('DELETE', 'global/healthChecks/h').reason).toBe('resourceInUseByAnotherResource');
    expect(project.simulator.quotas.list({ project: 'p1' })).toContainEqual(
      expect.objectContaining({ metric: 'HEALTH_CHECKS', usage: 2 }),
    );
    const group = 'zones/us-central1-a/instanceGroups/g';
    expect(project.begin('POST', 'global/backendServices/b/getHealth', { group })).toMatchObject({
      healthStatus: [{ healthState: 'HEALTHY', port: 80 }],
    });
    project.make('DELETE', 'global/backendServices/b');
    project.make('DELETE', 'global/healthChecks/h');
  });
});

// Such things come from files, so the types do not keep them out.
const restore = (snapshot: unknown): unknown => createSimulator({ snapshot: snapshot as Snapshot });

describe('what is no snapshot of ours is refused', () => {
  test.each([null, {}, [], 'text', { format: 'something-else', version: 1 }])('%j', (snapshot) => {
    expect(() => restore(snapshot)).toThrow(new TypeError('This is no snapshot of a gcepool simulator'));
  });

  test.each([
    [{ locks: undefined }, "The snapshot's locks must be a list"],
    [{ resources: {} }, "The snapshot's resources must be a list"],
    [{ now: '1' }, "The snapshot's now must be a number"],
  ])('%j', (part, message) => {
    expect(() => restore({ ...createSimulator().snapshot(), ...part })).toThrow(new TypeError(message));
  });

  test.each([0, 3, '1', undefined])('version %j', (version) => {
    const snapshot = { ...createSimulator().snapshot(), version };
    expect(() => restore(snapshot)).toThrow(
      /^Snapshot version .* is not known to this release, which reads versions 1 and 2$/,
    );
  });
});
