import { expect, test } from 'vitest';
import { ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const type = (name: string) => ({ type: `${ZONE}/diskTypes/${name}` });
const zones = (...names: readonly string[]) => ({ replicaZones: names.map((name) => `zones/${name}`) });

test.each([
  [
    { sizeGb: '70000' },
    /resource\.sizeGb': '70000'\. Disk size cannot be larger than 65536 GB for disk type pd-standard\.$/,
  ],
  [
    { sizeGb: '1000', ...type('hyperdisk-throughput') },
    /Disk size cannot be smaller than 2048 GB for disk type hyperdisk-throughput\.$/,
  ],
  [
    { sizeGb: '100', ...type('pd-ssd'), provisionedIops: '5000' },
    /resource\.provisionedIops': '5000'\. Provisioned IOPS are not supported for disk type 'pd-ssd'/,
  ],
  [
    { sizeGb: '5', ...type('hyperdisk-balanced'), provisionedIops: '2000' },
    /^400 Requested provisioned IOPS cannot be smaller than 2500\.$/,
  ],
  [{ sizeGb: '5', ...type('hyperdisk-balanced'), provisionedIops: '3000' }, /cannot be larger than 2500/],
  [{ sizeGb: '500', ...type('pd-extreme'), provisionedIops: '9000' }, /cannot be smaller than 10000/],
  [{ sizeGb: '10', accessMode: 'READ_WRITE_MANY' }, /resource\.accessMode/],
  [{ physicalBlockSizeBytes: '512' }, /physicalBlockSizeBytes': '512'\. The supported values are: 4096, 16384\./],
  [{ diskEncryptionKey: { kmsKeyName: 'key' } }, /diskEncryptionKey\.kmsKeyName': .*Must be the name of a key/],
  [zones('us-east1-b', 'us-east1-c'), /Replica zones are only applicable for regional disks/],
])('a zonal disk is refused: %j', (body, message) => {
  expect(testProject().refusal('POST', `${ZONE}/disks`, { name: 'd', ...body })).toMatch(message);
});

test.each([
  [zones('us-east1-b'), /Exactly two replica zones/],
  [zones('us-east1-b', 'us-east1-b'), /Exactly two replica zones/],
  [zones('us-east1-b', 'us-central1-a'), /'us-central1-a'\. The replica zone must be in region 'us-east1'/],
])('a regional disk is refused: %j', (body, message) => {
  expect(testProject().refusal('POST', `${REGION}/disks`, { name: 'd', ...body })).toMatch(message);
});

test.each([
  [{ sizeGb: '1' }],
  // A test of Terraform's provider makes one.
  [{ sizeGb: '1', ...type('pd-extreme') }],
  [{ sizeGb: '1000', ...type('pd-extreme'), provisionedIops: '90000' }],
  [{ sizeGb: '100', ...type('hyperdisk-balanced'), provisionedIops: '25000', accessMode: 'READ_WRITE_MANY' }],
])('a disk is made: %j', (body) => {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', ...body });
  expect(project.get(`${ZONE}/disks/d`)['sizeGb']).toBe(body.sizeGb);
});

test('a disk that is changed keeps to the same, and does not shrink', () => {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '100' });
  const disk = `${ZONE}/disks/d`;
  expect(project.refusal('PATCH', `${disk}?updateMask=sizeGb`, { sizeGb: '50' })).toBe(
    "400 Invalid value for field 'resource.sizeGb': '50'. New disk size '50' GiB must be larger than existing size '100' GiB.",
  );
  expect(project.refusal('PATCH', `${disk}?updateMask=provisionedIops`, { provisionedIops: '9000' })).toMatch(
    /not supported/,
  );
  expect(project.refusal('POST', `${disk}/resize`, { sizeGb: '70000' })).toMatch(/'sizeGb': '70000'/);
  project.make('PATCH', `${disk}?updateMask=sizeGb`, { sizeGb: '200' });
  expect(project.get(disk)['sizeGb']).toBe('200');
});

test.each([
  ['4', '2000', '146'],
  ['10', '3060', '155'],
  ['100', '3600', '290'],
])('a balanced hyperdisk of %s GB can do %s IOPS and %s MB/s when nobody says so', (sizeGb, iops, throughput) => {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb, ...type('hyperdisk-balanced') });
  expect(project.get(`${ZONE}/disks/d`)).toMatchObject({ provisionedIops: iops, provisionedThroughput: throughput });
});

test('a hyperdisk that grows out of its IOPS needs more of them in the same request', () => {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '4', ...type('hyperdisk-balanced') });
  expect(project.refusal('POST', `${ZONE}/disks/d/resize`, { sizeGb: '10' })).toBe(
    '400 Requested provisioned IOPS cannot be smaller than 3000.',
  );
  const grown = { sizeGb: '10', provisionedIops: '3000' };
  project.make('PATCH', `${ZONE}/disks/d?paths=sizeGb&paths=provisionedIops`, grown);
  expect(project.get(`${ZONE}/disks/d`)).toMatchObject(grown);
});
