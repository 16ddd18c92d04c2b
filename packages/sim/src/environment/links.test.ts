import { expect, test } from 'vitest';
import type { TestProject } from '../../test/test-project.ts';
import { testProject } from '../../test/test-project.ts';

const ZONE = 'projects/p1/zones/us-central1-a';

function served(): TestProject {
  const project = testProject();
  project.make('POST', 'zones/us-central1-a/instances', {
    name: 'i',
    machineType: 'zones/us-central1-a/machineTypes/e2-small',
    disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
    networkInterfaces: [{ network: 'global/networks/default' }],
  });
  project.make('POST', 'zones/us-central1-a/instanceGroups', { name: 'g' });
  project.make('POST', 'zones/us-central1-a/instanceGroups/g/addInstances', {
    instances: [{ instance: 'zones/us-central1-a/instances/i' }],
  });
  project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  project.make('POST', 'global/backendServices', {
    name: 'b',
    healthChecks: ['global/healthChecks/h'],
    backends: [{ group: 'zones/us-central1-a/instanceGroups/g' }],
  });
  return project;
}

test('a resource says what it uses and what uses it, members of groups included', () => {
  const { links } = served().simulator;
  expect(links.of('projects/p1/global/backendServices/b')).toEqual({
    uses: expect.arrayContaining(['projects/p1/global/healthChecks/h', `${ZONE}/instanceGroups/g`]),
    usedBy: [],
  });
  expect(links.of(`${ZONE}/instanceGroups/g`)).toMatchObject({
    uses: expect.arrayContaining([`${ZONE}/instances/i`]),
    usedBy: ['projects/p1/global/backendServices/b'],
  });
  expect(links.of(`https://www.googleapis.com/compute/v1/${ZONE}/instances/i`).usedBy).toContain(
    `${ZONE}/instanceGroups/g`,
  );
  expect(links.of('projects/p1/global/urlMaps/absent')).toEqual({ uses: [], usedBy: [] });
  expect(() => links.of('b')).toThrow(TypeError);
});

test('all of a project’s references are those of its resources, and no other project’s', () => {
  const project = served();
  const { links } = project.simulator;
  const all = links.list('p1');
  expect(Object.keys(all)).toContain('projects/p1/global/backendServices/b');
  for (const [path, targets] of Object.entries(all)) expect([path, links.of(path).uses]).toEqual([path, targets]);
  expect(links.list('p2')).toEqual({});
});

test('collections are counted as lists show them', () => {
  const project = served();
  const { links } = project.simulator;
  const counted = links.counts();
  expect(counted['projects/p1/global/backendServices']).toBe(1);
  for (const collection of ['global/firewalls', 'zones/us-central1-a/instances', 'global/operations']) {
    expect([collection, counted[`projects/p1/${collection}`]]).toEqual([collection, project.names(collection).length]);
  }
  project.make('DELETE', 'global/backendServices/b');
  expect(links.counts()).not.toHaveProperty(['projects/p1/global/backendServices']);
});
