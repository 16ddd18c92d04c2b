import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';

const DISKS = 'zones/us-east1-b/disks';

const KEY =
  'violates format constraints. The key must start with a lowercase character, can only contain lowercase letters, numeric characters, underscores and dashes. The key can be at most 63 characters long. International characters are allowed.';
const VALUE =
  'violates format constraints. The value can only contain lowercase letters, numeric characters, underscores and dashes. The value can be at most 63 characters long. International characters are allowed.';

test.each([
  [{ Team: 'a' }, `Label key 'Team' ${KEY}`],
  [{ '1': 'a' }, `Label key '1' ${KEY}`],
  [{ 'a.b/c': 'a' }, `Label key 'a.b/c' ${KEY}`],
  [{ ['k'.repeat(64)]: 'a' }, `Label key '${'k'.repeat(64)}' ${KEY}`],
  [{ a: 'B' }, `Label value 'B' ${VALUE}`],
  [{ a: 'x'.repeat(64) }, `Label value '${'x'.repeat(64)}' ${VALUE}`],
])('labels %j are refused wherever they are sent', (labels, message) => {
  const project = testProject();
  project.make('POST', DISKS, { name: 'a' });
  const { labelFingerprint } = project.get(`${DISKS}/a`);
  const refused = `400 Invalid value for field 'resource.labels': ''. ${message}`;
  expect(project.refusal('POST', DISKS, { name: 'd', labels })).toBe(refused);
  expect(project.refusal('POST', `${DISKS}/a/setLabels`, { labels, labelFingerprint })).toBe(
    `400 Invalid value for field 'labels': ''. ${message}`,
  );
  const initializeParams = { sourceImage: 'projects/debian-cloud/global/images/family/debian-12', labels };
  const machine = {
    machineType: 'zones/us-east1-b/machineTypes/e2-small',
    disks: [{ boot: true, initializeParams }],
    networkInterfaces: [{}],
  };
  expect(project.refusal('POST', 'zones/us-east1-b/instances', { name: 'i', ...machine })).toBe(
    `400 Invalid value for field 'resource.disks[0].initializeParams.labels': ''. ${message}`,
  );
  const properties = { ...machine, machineType: 'e2-small', labels };
  expect(project.refusal('POST', 'global/instanceTemplates', { name: 't', properties })).toBe(
    `400 Invalid value for field 'resource.properties.labels': ''. ${message}`,
  );
});

test('labels of any script pass, and empty values, and 64 of them', () => {
  const labels = Object.fromEntries(Array.from({ length: 62 }, (_, index) => [`a${index}`, '']));
  const project = testProject();
  project.make('POST', DISKS, { name: 'd', labels: { ...labels, straße: 'grün-1_', 日本: '語' } });
  expect(Object.keys(project.get(`${DISKS}/d`)['labels'] ?? {})).toHaveLength(64);
  const more = { ...labels, x: '', y: '', z: '' };
  expect(project.refusal('POST', DISKS, { name: 'e', labels: more })).toMatch(/at most 64 labels/);
});

test('labels change only for who sends the current fingerprint', () => {
  const project = testProject();
  project.make('POST', 'regions/us-east1/addresses', { name: 'a' });
  expect(project.refused('POST', 'regions/us-east1/addresses/a/setLabels', { labels: { a: 'b' } })).toEqual({
    status: 412,
    reason: 'conditionNotMet',
    message: 'Labels fingerprint either invalid or resource labels have changed',
  });
});
