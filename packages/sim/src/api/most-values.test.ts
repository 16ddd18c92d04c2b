import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';

const CHECKS = 'global/healthChecks';

test('a list of a request has at most so many items', () => {
  const project = testProject();
  const path = 'zones/us-east1-b/instanceGroups';
  project.make('POST', path, { name: 'g' });
  const body = { namedPorts: Array.from({ length: 5001 }, (_, index) => ({ name: `p${index}`, port: 80 })) };
  expect(project.refusal('POST', `${path}/g/setNamedPorts`, body)).toBe(
    "413 Value for field 'resource.namedPorts' is too large: maximum size 5000 element(s); actual size 5001.",
  );
});

test('a map of a request has at most so many entries', () => {
  const labels = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`l${index}`, 'x']));
  expect(testProject().refusal('POST', 'zones/us-east1-b/disks', { name: 'd', sizeGb: '10', labels })).toBe(
    "413 Value for field 'resource.labels' is too large: maximum size 5000 element(s); actual size 5001.",
  );
});

test('a text of a request has at most so many characters', () => {
  const description = 'x'.repeat(1024 * 1024 + 1);
  expect(testProject().refusal('POST', CHECKS, { name: 'h', type: 'TCP', description })).toBe(
    "413 Value for field 'resource.description' is too large: maximum size 1048576 character(s); actual size 1048577.",
  );
});

test('a call names at most so many instances of a group, all of which are looked at before any', () => {
  const instances = Array.from({ length: 1001 }, () => 'zones/us-east1-b/instances/i');
  const project = testProject();
  expect(project.refusal('POST', 'zones/us-east1-b/instanceGroupManagers/m/deleteInstances', { instances })).toBe(
    "400 Invalid value for field 'resource.instances': ''. At most 1000 can be specified.",
  );
});
