import { describe, expect, test } from 'vitest';
import { template, ZONE } from '../test/machines.ts';
import { populatedProject } from '../test/populated-project.ts';
import { projectIn, testProject } from '../test/test-project.ts';
import { projectNumberOf } from './collections/projects/project-number.ts';
import { asString } from './kernel/json.ts';
import type { SimulatorOptions } from './index.ts';
import { createSimulator } from './index.ts';

const CHECK = { name: 'h', type: 'TCP' };
const REQUEST_ID = '5d3d5c5e-0000-4000-8000-000000000001';

describe('a project', () => {
  test('is there as soon as it is spoken of, with the default network in every region', () => {
    const project = testProject();
    const network = project.get('global/networks/default');
    expect(network).toMatchObject({ name: 'default', autoCreateSubnetworks: true, description: expect.any(String) });
    expect(network['subnetworks']).toHaveLength(project.names('regions').length);
    expect(project.get('regions/us-central1/subnetworks/default')).toMatchObject({
      network: network['selfLink'],
      ipCidrRange: '10.128.0.0/20',
      gatewayAddress: '10.128.0.1',
    });
  });

  test('is not there because of a request that was refused', () => {
    const { simulator, refused } = testProject();
    const before = JSON.stringify(simulator.snapshot());
    refused('GET', 'global/networks/nothing');
    refused('DELETE', 'global/networks/nothing');
    expect(JSON.stringify(simulator.snapshot())).toBe(before);
  });

  test('shares nothing with another', () => {
    const one = testProject();
    const two = projectIn(one.simulator, 'p2');
    one.make('POST', 'global/healthChecks', CHECK);
    expect(two.refused('GET', 'global/healthChecks/h').status).toBe(404);
    two.make('POST', 'global/healthChecks', CHECK);
    one.make('DELETE', 'global/healthChecks/h');
    expect(two.names('global/healthChecks')).toEqual(['h']);
    expect(one.names('global/healthChecks')).toEqual([]);
  });

  test('whose name begins like another one shares nothing with it either', () => {
    const one = testProject({}, 'p');
    const two = projectIn(one.simulator, 'p-2');
    one.begin('POST', 'global/healthChecks', CHECK);
    const operation = two.begin('POST', 'global/healthChecks', CHECK);
    one.get('global/networks/default');
    // Only the read of its own project ends it.
    expect(two.refused('PATCH', 'global/healthChecks/h', { timeoutSec: 2 }).reason).toBe('resourceNotReady');
    expect(two.get(`global/operations/${asString(operation['name'])}`)['status']).toBe('DONE');
  });
});

describe('a requestId', () => {
  test('sent again gives the operation it gave before, and nothing is done twice', () => {
    const project = testProject();
    const url = `global/healthChecks?requestId=${REQUEST_ID}`;
    const first = project.begin('POST', url, CHECK);
    expect(first['clientOperationId']).toBe(REQUEST_ID);
    expect(project.begin('POST', url, CHECK)['name']).toBe(first['name']);
    project.get('zones');
    expect(
      project.begin(
        'POST',
        url.toUpperCase().replace('GLOBAL/HEALTHCHECKS?REQUESTID', 'global/healthChecks?requestId'),
        CHECK,
      ),
    ).toMatchObject({
      name: first['name'],
      status: 'DONE',
    });
    project.make('DELETE', 'global/healthChecks/h');
    // The request has been answered once and for all.
    expect(project.begin('POST', url, CHECK)['name']).toBe(first['name']);
    expect(project.names('global/healthChecks')).toEqual([]);
  });

  test('is of one request: what comes with it again in the project is not carried out', () => {
    const project = testProject();
    const first = project.begin('POST', `global/healthChecks?requestId=${REQUEST_ID}`, CHECK);
    const others = [
      project.begin('POST', `global/healthChecks?requestId=${REQUEST_ID}`, { ...CHECK, name: 'h2' }),
      project.begin('POST', `global/backendServices?requestId=${REQUEST_ID}`, { name: 'h' }),
      projectIn(project.simulator, 'p2').begin('POST', `global/healthChecks?requestId=${REQUEST_ID}`, CHECK),
    ];
    project.get('zones');
    others.push(project.begin('DELETE', `global/healthChecks/h?requestId=${REQUEST_ID}`));
    const [second, third, elsewhere, last] = others.map(({ name }) => name);
    expect([second, third, last]).toEqual(Array.from({ length: 3 }, () => first['name']));
    expect(elsewhere).not.toBe(first['name']);
    expect(project.names('global/healthChecks')).toEqual(['h']);
    expect(project.names('global/backendServices')).toEqual([]);
  });

  test('of a refused request is free', () => {
    const project = testProject();
    expect(project.refused('DELETE', `global/healthChecks/h?requestId=${REQUEST_ID}`).status).toBe(404);
    project.make('POST', 'global/healthChecks', CHECK);
    project.make('DELETE', `global/healthChecks/h?requestId=${REQUEST_ID}`);
  });

  test('is absent from the operation of a request without one', () => {
    expect(testProject().begin('POST', 'global/healthChecks', CHECK)).not.toHaveProperty('clientOperationId');
  });
});

describe('a numeric id', () => {
  test('is as good as the name, for every kind of method', () => {
    const project = populatedProject();
    const id = asString(project.get('global/backendServices/a')['id']);
    expect(project.get(`global/backendServices/${id}`)['name']).toBe('a');
    const patched = project.begin('PATCH', `global/backendServices/${id}`, { timeoutSec: 9 });
    expect(patched).toMatchObject({ targetId: id, targetLink: project.get('global/backendServices/a')['selfLink'] });
    expect(project.get('global/backendServices/a')['timeoutSec']).toBe(9);
    const group = asString(project.get('zones/us-central1-a/instanceGroups/a')['id']);
    expect(
      project.begin('POST', `zones/us-central1-a/instanceGroups/${group}/listInstances`, {})['items'],
    ).toHaveLength(1);
    project.make('POST', `zones/us-central1-a/instanceGroups/${group}/setNamedPorts`, {
      namedPorts: [{ name: 'x', port: 1 }],
    });
    expect(project.get('zones/us-central1-a/instanceGroups/a')['namedPorts']).toEqual([{ name: 'x', port: 1 }]);
    project.make('DELETE', `global/backendServices/${id}`);
    expect(project.refused('GET', `global/backendServices/${id}`).status).toBe(404);
  });

  test('is as good as the name in the links of a query, as the number of a project is', () => {
    const project = testProject();
    project.make('POST', 'global/instanceTemplates', template('t'));
    const id = asString(project.get('global/instanceTemplates/t')['id']);
    const templates = [
      `global/instanceTemplates/${id}`,
      `projects/${projectNumberOf('p1')}/global/instanceTemplates/t`,
    ];
    for (const [index, source] of templates.entries()) {
      project.make('POST', `${ZONE}/instances?sourceInstanceTemplate=${source}`, { name: `i-${index}` });
    }
    expect(project.names(`${ZONE}/instances`)).toEqual(['i-0', 'i-1']);
    expect(
      project.refusal('POST', `${ZONE}/instances?sourceInstanceTemplate=global/instanceTemplates/1`, { name: 'j' }),
    ).toContain("404 The resource 'projects/p1/global/instanceTemplates/1' was not found");
  });

  test('names a resource of its own collection only, and is not ready while the resource is not', () => {
    const project = populatedProject();
    const id = asString(project.get('global/backendServices/b')['id']);
    expect(project.refused('GET', `global/healthChecks/${id}`).status).toBe(404);
    expect(projectIn(project.simulator, 'p2').refused('GET', `global/backendServices/${id}`).status).toBe(404);
    project.begin('PATCH', 'global/backendServices/b', { timeoutSec: 3 });
    expect(project.refused('DELETE', `global/backendServices/${id}`).reason).toBe('resourceNotReady');
  });
});

const history = (seed: string): string => {
  const project = testProject({ seed });
  project.make('POST', 'global/healthChecks', CHECK);
  return JSON.stringify(project.simulator.snapshot());
};

describe('seeds', () => {
  test('give ids, fingerprints and names of operations', () => {
    expect(history('a')).toBe(history('a'));
    expect(history('a')).not.toBe(history('b'));
  });
});

describe('a fork', () => {
  test('has the same past, and a future of its own', () => {
    const one = populatedProject();
    const begun = one.begin('PATCH', 'global/backendServices/a', { timeoutSec: 9 });
    const two = projectIn(one.simulator.fork());
    expect(JSON.stringify(two.simulator.snapshot())).toBe(JSON.stringify(one.simulator.snapshot()));
    expect(two.get(`global/operations/${asString(begun['name'])}`)['status']).toBe('DONE');
    two.make('DELETE', 'global/backendServices/a');
    expect(one.refused('PATCH', 'global/backendServices/a', { timeoutSec: 8 }).reason).toBe('resourceNotReady');
    one.make('POST', 'global/healthChecks', CHECK);
    expect(one.names('global/backendServices')).toEqual(['a', 'b']);
    expect(two.names('global/backendServices')).toEqual(['b']);
    expect(two.names('global/healthChecks')).toEqual(['a', 'b']);
  });

  test('begins anew where it was made, and its origin where that was made', () => {
    const one = testProject();
    one.make('POST', 'global/healthChecks', CHECK);
    const two = projectIn(one.simulator.fork());
    two.make('DELETE', 'global/healthChecks/h');
    two.simulator.reset();
    expect(two.names('global/healthChecks')).toEqual(['h']);
    one.simulator.reset();
    expect(one.names('global/healthChecks')).toEqual([]);
    expect(two.names('global/healthChecks')).toEqual(['h']);
  });
});

test('reset: the simulator is as it was created', () => {
  const { simulator, make } = testProject();
  const before = JSON.stringify(simulator.snapshot());
  make('POST', 'global/healthChecks', CHECK);
  simulator.clock.advance(5000);
  simulator.reset();
  expect(JSON.stringify(simulator.snapshot())).toBe(before);
  expect(simulator.journal).toEqual([]);
});

describe('the journal', () => {
  test('rebuilds the state, whatever the caller does to what it sent', () => {
    const project = testProject();
    const sent = { ...CHECK, description: 'first' };
    project.begin('POST', 'global/healthChecks', sent);
    sent.description = 'second';
    project.get('zones');
    expect(project.get('global/healthChecks/h')['description']).toBe('first');
    expect(JSON.stringify(project.simulator.replayed())).toBe(JSON.stringify(project.simulator.snapshot()));
  });

  test('holds what was accepted, and no reads or refusals', () => {
    const project = testProject();
    project.make('POST', 'global/healthChecks', CHECK);
    project.get('global/healthChecks/h');
    project.refused('POST', 'global/healthChecks', CHECK);
    expect(project.simulator.journal.map(({ kind }) => kind)).toEqual(['request', 'settle']);
  });
});

describe('options', () => {
  test.each<[string, SimulatorOptions]>([
    ['startTime', { startTime: 'yesterday' }],
    ['startTime', { startTime: Number.NaN }],
    ['startTime', { startTime: -1 }],
    ['startTime', { startTime: 1e18 }],
    ['operationLatencyMs', { operationLatencyMs: -1 }],
    ['operationLatencyMs', { operationLatencyMs: Number.NaN }],
    ['operationLatencyMs', { operationLatencyMs: 1e300 }],
  ])('that make no sense are refused: %s of %j', (name, options) => {
    expect(() => createSimulator(options)).toThrow(TypeError);
    expect(() => createSimulator(options)).toThrow(name);
  });

  test('the start may be in milliseconds', () => {
    expect(createSimulator({ startTime: 1_700_000_000_000 }).clock.now()).toBe(1_700_000_000_000);
    expect(createSimulator().clock.now()).toBe(Date.parse('2026-01-05T08:00:00-08:00'));
  });

  test('a strict simulator refuses what the others drop', () => {
    const body = { ...CHECK, nonsense: 1 };
    const strict = testProject({ strict: true });
    expect(strict.refused('POST', 'global/healthChecks', body).message).toContain('Unknown name "nonsense"');
    const project = testProject();
    project.make('POST', 'global/healthChecks', body);
    expect(project.get('global/healthChecks/h')).not.toHaveProperty('nonsense');
  });

  test('a token can be required', () => {
    expect(testProject({ auth: 'required' }).refused('GET', 'zones').status).toBe(401);
  });

  test('links can go unchecked', () => {
    const body = { name: 'b', healthChecks: ['global/healthChecks/nothing'] };
    expect(testProject().refused('POST', 'global/backendServices', body).status).toBe(404);
    const project = testProject({ references: 'unchecked' });
    project.make('POST', 'global/backendServices', body);
    expect(project.get('global/backendServices/b')['healthChecks']).toEqual([
      'https://www.googleapis.com/compute/v1/projects/p1/global/healthChecks/nothing',
    ]);
  });
});
