import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';

const MACHINES = 'zones/us-east1-b/machineTypes';

test('a list of what is fixed is made once for all simulators, and nobody can write to it', () => {
  const listed = testProject().get(MACHINES);
  expect(testProject().get(MACHINES)).toBe(listed);
  expect(Object.isFrozen(listed)).toBe(true);
  expect(Object.isFrozen(testProject().list(MACHINES)[0])).toBe(true);
});

test.each([
  ['another project', MACHINES, 'p2'],
  ['another scope', 'zones/us-east1-c/machineTypes', 'p1'],
  ['other parameters', `${MACHINES}?maxResults=1`, 'p1'],
  ['all scopes', 'aggregated/machineTypes', 'p1'],
])('a list of %s is another one', (_, path, project) => {
  const listed = testProject().get(MACHINES);
  expect(testProject({}, project).get(path)).not.toEqual(listed);
});

test('a list of which something is stored is made anew', () => {
  const project = testProject();
  expect(project.names('global/images')).toEqual([]);
  project.make('POST', 'global/images', {
    name: 'i',
    rawDisk: { source: 'https://storage.googleapis.com/b/i.tar.gz' },
  });
  expect(project.names('global/images')).toEqual(['i']);
  project.make('DELETE', 'global/images/i');
  expect(project.names('global/images')).toEqual([]);
});
