import { expect, test } from 'vitest';
import { asArray, asObject } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { instance, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const usage = ({ simulator }: TestProject, path: string, metric: string) =>
  asArray(simulator.handle({ method: 'GET', url: `/compute/v1/projects/p1${path}` }).body?.['quotas'])
    .map(asObject)
    .find((quota) => quota['metric'] === metric)?.['usage'];

test('a region counts what is in its zones', () => {
  const project = testProject();
  const region = '/regions/us-east1';
  project.make('POST', `${ZONE}/instances`, instance('i'));
  project.make('POST', 'zones/us-east1-c/disks', {
    name: 'd',
    sizeGb: '30',
    type: 'zones/us-east1-c/diskTypes/pd-ssd',
  });
  project.make('POST', 'regions/us-east1/addresses', { name: 'a' });
  expect(usage(project, region, 'INSTANCES')).toBe(1);
  expect(usage(project, region, 'CPUS')).toBe(2);
  expect(usage(project, region, 'DISKS_TOTAL_GB')).toBe(10);
  expect(usage(project, region, 'SSD_TOTAL_GB')).toBe(30);
  expect(usage(project, region, 'STATIC_ADDRESSES')).toBe(1);
  expect(usage(project, '/regions/us-west1', 'INSTANCES')).toBe(0);
  project.make('POST', `${ZONE}/instances/i/stop`);
  expect(usage(project, region, 'CPUS')).toBe(0);
});

test('a project counts what is global', () => {
  const project = testProject();
  expect(usage(project, '', 'NETWORKS')).toBe(1);
  project.make('POST', 'global/networks', { name: 'n' });
  expect(usage(project, '', 'NETWORKS')).toBe(2);
});

test('lists of regions have quotas too', () => {
  expect(testProject().list('regions')[0]).toMatchObject({ quotas: expect.arrayContaining([expect.anything()]) });
});
