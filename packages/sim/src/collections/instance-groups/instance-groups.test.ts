import { describe, expect, test } from 'vitest';
import { instanceNamed, ZONE } from '../../../test/populated-project.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const GROUPS = `${ZONE}/instanceGroups`;
const GROUP = `${GROUPS}/g`;
const link = (path: string): string => `https://www.googleapis.com/compute/v1/projects/p1/${path}`;
const instances = (...names: string[]): object => ({
  instances: names.map((name) => ({ instance: `${ZONE}/instances/${name}` })),
});

/** A group `g` and instances of these names. */
function prepared(...names: string[]): TestProject {
  const project = testProject();
  project.make('POST', GROUPS, { name: 'g' });
  for (const name of names) project.make('POST', `${ZONE}/instances`, instanceNamed(name));
  return project;
}

const membersOf = (project: TestProject, body?: object): unknown[] => {
  const { items = [] } = project.begin('POST', `${GROUP}/listInstances`, body) as { items?: { instance: string }[] }; // as the wire type says
  return items.map(({ instance }) => instance.slice(instance.lastIndexOf('/') + 1));
};

describe('a group', () => {
  test('is empty at first, and in no network', () => {
    const group = prepared().get(GROUP);
    expect(group).toEqual({
      kind: 'compute#instanceGroup',
      id: expect.stringMatching(/^\d+$/),
      creationTimestamp: expect.any(String),
      name: 'g',
      description: '',
      fingerprint: expect.stringMatching(/^[\w+/]{11}=$/),
      size: 0,
      zone: link(ZONE),
      selfLink: link(GROUP),
    });
  });

  test('takes its network from its first instance, and keeps it', () => {
    const project = prepared('i');
    project.make('POST', `${GROUP}/addInstances`, instances('i'));
    const inNetwork = {
      network: link('global/networks/default'),
      subnetwork: link('regions/us-central1/subnetworks/default'),
    };
    expect(project.get(GROUP)).toMatchObject({ ...inNetwork, size: 1 });
    project.make('POST', `${GROUP}/removeInstances`, instances('i'));
    expect(project.get(GROUP)).toMatchObject({ ...inNetwork, size: 0 });
  });

  test('takes the network it is given, and no instance of another', () => {
    const project = prepared('i');
    project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: true });
    project.make('POST', GROUPS, { name: 'h', network: 'global/networks/n' });
    expect(project.get(`${GROUPS}/h`)['network']).toBe(link('global/networks/n'));
    expect(project.refused('POST', `${GROUPS}/h/addInstances`, instances('i'))).toMatchObject({
      status: 400,
      reason: 'invalid',
    });
    project.make('POST', `${ZONE}/instances`, instanceNamed('j', 'global/networks/n'));
    project.make('POST', `${GROUPS}/h/addInstances`, instances('j'));
    expect(project.refused('POST', GROUPS, { name: 'k', network: 'global/networks/nothing' }).status).toBe(404);
  });

  test('the names of its operations', () => {
    const project = prepared('i');
    const types = [
      project.finish('POST', GROUPS, { name: 'h' }),
      project.finish('POST', `${GROUP}/addInstances`, instances('i')),
      project.finish('POST', `${GROUP}/removeInstances`, instances('i')),
      project.finish('POST', `${GROUP}/setNamedPorts`, { namedPorts: [] }),
      project.finish('DELETE', GROUP),
    ].map(({ operationType }) => operationType);
    expect(types).toEqual(
      ['insert', 'addInstances', 'removeInstances', 'setNamedPorts', 'delete'].map(
        (name) => `compute.instanceGroups.${name}`,
      ),
    );
  });
});

describe('members', () => {
  test('are listed as they were added, with their state and the ports of the group', () => {
    const project = prepared('i', 'j', 'k');
    project.make('POST', `${GROUP}/addInstances`, instances('j', 'i'));
    project.make('POST', `${GROUP}/addInstances`, instances('k'));
    project.make('POST', `${GROUP}/setNamedPorts`, { namedPorts: [{ name: 'http', port: 80 }] });
    project.make('POST', `${ZONE}/instances/i/stop`);
    expect(project.begin('POST', `${GROUP}/listInstances`, {})).toMatchObject({
      kind: 'compute#instanceGroupsListInstances',
      items: ['j', 'i', 'k'].map((name) => ({
        instance: link(`${ZONE}/instances/${name}`),
        status: name === 'i' ? 'TERMINATED' : 'RUNNING',
        namedPorts: [{ name: 'http', port: 80 }],
      })),
    });
    expect(membersOf(project, { instanceState: 'RUNNING' })).toEqual(['j', 'k']);
    expect(membersOf(project, { instanceState: 'ALL' })).toEqual(['j', 'i', 'k']);
    expect(membersOf(project)).toEqual(['j', 'i', 'k']);
    expect(project.get(GROUP)['size']).toBe(3);
  });

  test('an empty group has no items', () => {
    expect(prepared().begin('POST', `${GROUP}/listInstances`)).not.toHaveProperty('items');
  });

  test('may be named in any spelling, and by several calls', () => {
    const project = prepared('i', 'j');
    const named = [link(`${ZONE}/instances/i`), `projects/p1/${ZONE}/instances/j`].map((instance) => ({ instance }));
    project.make('POST', `${GROUP}/addInstances`, { instances: named });
    expect(membersOf(project)).toEqual(['i', 'j']);
    project.make('POST', `${GROUP}/removeInstances`, { instances: named.toReversed() });
    expect(membersOf(project)).toEqual([]);
  });

  test('twice is once too often, and then nothing is added', () => {
    const project = prepared('i', 'j');
    project.make('POST', `${GROUP}/addInstances`, instances('i'));
    const told = {
      status: 400,
      reason: 'memberAlreadyExists',
      message: `Resource 'projects/p1/${ZONE}/instances/i' is already a member of 'projects/p1/${GROUP}'.`,
    };
    expect(project.refused('POST', `${GROUP}/addInstances`, instances('j', 'i'))).toEqual(told);
    expect(project.refused('POST', `${GROUP}/addInstances`, instances('j', 'j')).reason).toBe('memberAlreadyExists');
    expect(membersOf(project)).toEqual(['i']);
  });

  test('that are none cannot be removed, and then nothing is', () => {
    const project = prepared('i', 'j');
    project.make('POST', `${GROUP}/addInstances`, instances('i'));
    for (const names of [
      ['i', 'j'],
      ['i', 'i'],
    ]) {
      expect(project.refused('POST', `${GROUP}/removeInstances`, instances(...names))).toMatchObject({
        status: 400,
        message: expect.stringMatching(/ is not a member of /),
      });
    }
    // One that is not there at all is not found (a client's test).
    expect(project.refused('POST', `${GROUP}/removeInstances`, instances('nothing'))).toMatchObject({
      status: 404,
      reason: 'notFound',
    });
    expect(membersOf(project)).toEqual(['i']);
  });

  test.each([
    [{}, 'required', "Required field 'resource.instances' not specified"],
    [{ instances: [] }, 'required', "Required field 'resource.instances' not specified"],
    [{ instances: [{}] }, 'required', "Required field 'resource.instances[0].instance' not specified"],
    [
      { instances: [{ instance: 'i' }] },
      'invalid',
      "Invalid value for field 'resource.instances[0].instance': 'i'. The URL is malformed.",
    ],
    [
      { instances: [{ instance: 'zones/us-central1-b/instances/i' }] },
      'invalid',
      "Invalid value for field 'resource.instances[0].instance': 'zones/us-central1-b/instances/i'. The instance must be in zone 'us-central1-a'.",
    ],
    [{ instances: [{ instance: `${ZONE}/disks/i` }] }, 'invalid', ''],
  ])('%j is refused', (body, reason, message) => {
    const project = prepared();
    for (const verb of ['addInstances', 'removeInstances']) {
      const told = project.refused('POST', `${GROUP}/${verb}`, body);
      expect(told).toMatchObject({ status: 400, reason });
      expect(told.message).toContain(message);
    }
  });

  test('must exist', () => {
    const project = prepared();
    expect(project.refused('POST', `${GROUP}/addInstances`, instances('nothing'))).toEqual({
      status: 404,
      reason: 'notFound',
      message: `The resource 'projects/p1/${ZONE}/instances/nothing' was not found`,
    });
    // One that is being made is not ready.
    project.begin('POST', `${ZONE}/instances`, instanceNamed('i'));
    expect(project.refused('POST', `${GROUP}/addInstances`, instances('i')).reason).toBe('resourceNotReady');
  });

  test('end with the instance: another one of its name is no member', () => {
    const project = prepared('i', 'j');
    project.make('POST', `${GROUP}/addInstances`, instances('i', 'j'));
    project.make('DELETE', `${ZONE}/instances/i`);
    expect(membersOf(project)).toEqual(['j']);
    expect(project.get(GROUP)['size']).toBe(1);
    expect(project.refused('POST', `${GROUP}/removeInstances`, instances('i')).status).toBe(404);
    project.make('POST', `${ZONE}/instances`, instanceNamed('i'));
    expect(membersOf(project)).toEqual(['j']);
    expect(project.refused('POST', `${GROUP}/removeInstances`, instances('i')).status).toBe(400);
    project.make('POST', `${GROUP}/addInstances`, instances('i'));
    expect(membersOf(project)).toEqual(['j', 'i']);
  });

  test('outlive the group', () => {
    const project = prepared('i');
    project.make('POST', `${GROUP}/addInstances`, instances('i'));
    project.make('DELETE', GROUP);
    expect(project.get(`${ZONE}/instances/i`)['status']).toBe('RUNNING');
  });

  test('are two thousand at most', () => {
    const project = prepared('i');
    const body = {
      instances: Array.from({ length: 2001 }, (_, index) => ({ instance: `${ZONE}/instances/i${index}` })),
    };
    // Whichever limit is met first, the call is refused before any instance is looked for in vain.
    expect(project.refused('POST', `${GROUP}/addInstances`, body).status).toBeGreaterThanOrEqual(400);
  });

  test('an instance may be in several groups', () => {
    const project = prepared('i');
    project.make('POST', GROUPS, { name: 'h' });
    for (const name of ['g', 'h']) project.make('POST', `${GROUPS}/${name}/addInstances`, instances('i'));
    expect(project.get(`${GROUPS}/h`)['size']).toBe(1);
  });
});

describe('named ports', () => {
  const ports = [
    { name: 'http', port: 80 },
    { name: 'http', port: 8080 },
    { name: 'x', port: 65_535 },
  ];

  test('are replaced whole, and a name may have several ports', () => {
    const project = prepared();
    project.make('POST', `${GROUP}/setNamedPorts`, { namedPorts: ports });
    expect(project.get(GROUP)['namedPorts']).toEqual(ports);
    project.make('POST', `${GROUP}/setNamedPorts`, { namedPorts: [{ name: 'y', port: 1 }] });
    expect(project.get(GROUP)['namedPorts']).toEqual([{ name: 'y', port: 1 }]);
    project.make('POST', `${GROUP}/setNamedPorts`, { namedPorts: [] });
    expect(project.get(GROUP)).not.toHaveProperty('namedPorts');
  });

  test('may come with the group', () => {
    const project = testProject();
    project.make('POST', GROUPS, { name: 'g', namedPorts: ports });
    expect(project.get(GROUP)['namedPorts']).toEqual(ports);
  });

  test('are what the fingerprint stands for: it changes with them, and with nothing else', () => {
    const project = prepared('i');
    const fingerprint = (): unknown => project.get(GROUP)['fingerprint'];
    const first = fingerprint();
    project.make('POST', `${GROUP}/addInstances`, instances('i'));
    expect(fingerprint()).toBe(first);
    project.make('POST', `${GROUP}/setNamedPorts`, { namedPorts: ports, fingerprint: first });
    const second = fingerprint();
    expect(second).not.toBe(first);
    project.make('POST', `${GROUP}/setNamedPorts`, { namedPorts: ports, fingerprint: second });
    expect(fingerprint()).toBe(second);
    expect(project.refused('POST', `${GROUP}/setNamedPorts`, { namedPorts: [], fingerprint: first })).toEqual({
      status: 412,
      reason: 'conditionNotMet',
      message: 'Invalid fingerprint.',
    });
    // Without a fingerprint the last one wins.
    project.make('POST', `${GROUP}/setNamedPorts`, { namedPorts: [] });
  });

  test.each([
    [{ name: 'Http', port: 80 }, 'name'],
    [{ port: 80 }, 'name'],
    [{ name: 'http', port: 0 }, 'port'],
    [{ name: 'http', port: 65_536 }, 'port'],
    [{ name: 'http' }, 'port'],
  ])('%j is refused', (port, field) => {
    const project = prepared();
    const namedPorts = [ports[0], port];
    expect(project.refused('POST', `${GROUP}/setNamedPorts`, { namedPorts }).message).toContain(
      `namedPorts[1].${field}`,
    );
    expect(project.refused('POST', GROUPS, { name: 'h', namedPorts }).message).toContain(`namedPorts[1].${field}`);
  });
});

test('a change to a group waits for the one before', () => {
  const project = prepared('i');
  project.begin('POST', `${GROUP}/setNamedPorts`, { namedPorts: [] });
  expect(project.refused('POST', `${GROUP}/addInstances`, instances('i')).reason).toBe('resourceNotReady');
  expect(project.refused('DELETE', GROUP).reason).toBe('resourceNotReady');
});

test('groups are listed over all zones', () => {
  const project = prepared();
  project.make('POST', 'zones/europe-west1-b/instanceGroups', { name: 'h' });
  const { items, kind } = project.get('aggregated/instanceGroups') as { items: Record<string, object>; kind: string }; // as the wire type says
  expect(kind).toBe('compute#instanceGroupAggregatedList');
  expect(items[ZONE]).toMatchObject({ instanceGroups: [{ name: 'g', size: 0 }] });
  expect(items['zones/europe-west1-b']).toMatchObject({ instanceGroups: [{ name: 'h' }] });
  expect(items['zones/europe-west1-c']).toEqual({
    warning: {
      code: 'NO_RESULTS_ON_PAGE',
      message: "There are no results for scope 'zones/europe-west1-c' on this page.",
      data: [{ key: 'scope', value: 'zones/europe-west1-c' }],
    },
  });
  expect(items).not.toHaveProperty('global');
});
