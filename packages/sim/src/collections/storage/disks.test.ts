import { describe, expect, test } from 'vitest';
import { instance, LINK, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const DISKS = `${ZONE}/disks`;
const IMAGE = 'projects/debian-cloud/global/images/family/debian-12';
const POLICIES = 'regions/us-east1/resourcePolicies';

function projectWithDisk(more: object = {}, path = DISKS): TestProject {
  const project = testProject();
  project.finish('POST', path, { name: 'd', ...more });
  return project;
}

describe('disks', () => {
  test('show their defaults', () => {
    expect(projectWithDisk().get(`${DISKS}/d`)).toMatchObject({
      enableConfidentialCompute: false,
      physicalBlockSizeBytes: '4096',
      sizeGb: '500',
      status: 'READY',
      type: `${LINK}${ZONE}/diskTypes/pd-standard`,
    });
  });

  test.each([
    [{ type: `${ZONE}/diskTypes/pd-ssd` }, '100'],
    [{ sourceImage: IMAGE }, '10'],
    [{ sourceImage: IMAGE, sizeGb: '30' }, '30'],
  ])('of %j have %s GB', (body, sizeGb) => {
    expect(projectWithDisk(body).get(`${DISKS}/d`)['sizeGb']).toBe(sizeGb);
  });

  test('made of an image say which, and take over what it is', () => {
    const disk = projectWithDisk({ sourceImage: IMAGE }).get(`${DISKS}/d`);
    expect(disk).toMatchObject({ sourceImageId: expect.stringMatching(/^\d+$/), architecture: 'X86_64' });
    expect(disk['sourceImage']).toMatch(/debian-cloud\/global\/images\/debian-12-bookworm-v\d{8}$/);
    expect(disk['licenses']).toHaveLength(1);
  });

  test('can be told their image in the query', () => {
    const disk = projectWithDisk({}, `${DISKS}?sourceImage=${IMAGE}`).get(`${DISKS}/d`);
    expect(disk['sourceImage']).toMatch(/debian-12/);
  });

  test('may be of a type that is named in another place', () => {
    const project = testProject();
    project.finish('POST', DISKS, { name: 'd', type: 'zones/europe-west1-b/diskTypes/pd-ssd' });
    expect(project.get(`${DISKS}/d`)['type']).toBe(`${LINK}${ZONE}/diskTypes/pd-ssd`);
  });

  test.each([
    [{ sourceImage: 'global/images/x' }, /resource.sourceImage.*The referenced image resource cannot be found\.$/],
    [{ sourceSnapshot: 'global/snapshots/x' }, /resource.sourceSnapshot.*referenced snapshot resource/],
    [{ type: `${ZONE}/diskTypes/x` }, /resource.type.*The referenced diskType resource cannot be found\.$/],
    [{ sourceMachineImageDiskDeviceName: 'd' }, /^400 Required field 'resource.sourceMachineImage' not specified$/],
    [{ type: 'pd-ssd' }, /resource.type': 'pd-ssd'. The URL is malformed\.$/],
    [{ sourceImage: 'projects/p1/global/images//x' }, /resource.sourceImage.*\. The URL is malformed\.$/],
    [{ sourceSnapshot: 'https://compute.googleapis.com/compute/v1/p1/global/snapshots/x' }, /The URL is malformed\.$/],
    [{ sourceImage: IMAGE, sourceSnapshot: 'global/snapshots/x' }, /Only one of sourceImage and sourceSnapshot/],
    [
      { sourceImage: IMAGE, sizeGb: '5' },
      /resource.sizeGb': '5'. Requested disk size cannot be smaller than the image size \(10 GB\)$/,
    ],
  ])('are refused: %j', (more, message) => {
    expect(testProject().refusal('POST', DISKS, { name: 'd', ...more })).toMatch(message);
  });

  test('forget an image that was deleted', () => {
    const project = projectWithDisk();
    project.finish('POST', 'global/images', { name: 'i', sourceDisk: `${DISKS}/d` });
    project.finish('POST', DISKS, { name: 'e', sourceImage: 'global/images/i' });
    expect(project.get(`${DISKS}/e`)['sourceImage']).toBe(`${LINK}global/images/i`);
    project.finish('DELETE', 'global/images/i');
    expect(project.get(`${DISKS}/e`)['sourceImage']).toBeUndefined();
  });

  test('of two zones live in a region', () => {
    const replicaZones = ['zones/us-east1-b', 'projects/p1/global/zones/us-east1-c'];
    const regional = 'regions/us-east1/disks';
    const disk = projectWithDisk({ replicaZones, sizeGb: '200' }, regional).get(`${regional}/d`);
    expect(disk).toMatchObject({
      region: `${LINK}regions/us-east1`,
      replicaZones: [`${LINK}zones/us-east1-b`, `${LINK}zones/us-east1-c`],
      type: `${LINK}regions/us-east1/diskTypes/pd-standard`,
    });
  });

  test('are in zones that exist', () => {
    const body = { name: 'd', replicaZones: ['zones/x', 'zones/us-east1-b'] };
    expect(testProject().refusal('POST', 'regions/us-east1/disks', body)).toMatch(/^404 .*zones\/x/);
  });

  test('only grow', () => {
    const project = projectWithDisk({ sizeGb: '10' });
    expect(project.finish('POST', `${DISKS}/d/resize`, { sizeGb: '20' })['operationType']).toBe('resizeDisk');
    expect(project.get(`${DISKS}/d`)['sizeGb']).toBe('20');
    expect(project.refusal('POST', `${DISKS}/d/resize`, { sizeGb: '20' })).toBe(
      "400 Invalid value for field 'sizeGb': '20'. New disk size '20' GiB must be larger than existing size '20' GiB.",
    );
  });

  test('have policies put on them and taken off', () => {
    const project = projectWithDisk();
    const schedule = { dailySchedule: { daysInCycle: 1, startTime: '04:00' } };
    project.finish('POST', POLICIES, { name: 'r', snapshotSchedulePolicy: { schedule } });
    for (const spelling of [`${POLICIES}/r`, `${LINK}${POLICIES}/r`]) {
      project.finish('POST', `${DISKS}/d/addResourcePolicies`, { resourcePolicies: [spelling] });
      expect(project.get(`${DISKS}/d`)['resourcePolicies']).toEqual([`${LINK}${POLICIES}/r`]);
    }
    expect(project.refusal('DELETE', `${POLICIES}/r`)).toMatch(/resource_policy .* already being used/);
    project.finish('POST', `${DISKS}/d/removeResourcePolicies`, { resourcePolicies: [`${POLICIES}/r`] });
    expect(project.get(`${DISKS}/d`)).not.toHaveProperty('resourcePolicies');
    const missing = { resourcePolicies: [`${POLICIES}/x`] };
    expect(project.refusal('POST', `${DISKS}/d/addResourcePolicies`, missing)).toMatch(/^404/);
  });

  test('cannot be deleted while an instance has them', () => {
    const project = testProject();
    project.finish('POST', `${ZONE}/instances`, instance('i'));
    expect(project.get(`${DISKS}/i`)['users']).toEqual([`${LINK}${ZONE}/instances/i`]);
    expect(project.refusal('DELETE', `${DISKS}/i`)).toMatch(/^400 The disk resource .* already being used by/);
  });

  test('never give a key back', () => {
    const rawKey = Buffer.from('k'.repeat(32)).toString('base64');
    const { diskEncryptionKey } = projectWithDisk({ diskEncryptionKey: { rawKey } }).get(`${DISKS}/d`);
    expect(diskEncryptionKey).toEqual({ sha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) });
  });

  test('say which version of a stored key they use', () => {
    const kmsKeyName = 'projects/p1/locations/global/keyRings/r/cryptoKeys/k';
    const { diskEncryptionKey } = projectWithDisk({ diskEncryptionKey: { kmsKeyName } }).get(`${DISKS}/d`);
    expect(diskEncryptionKey).toEqual({ kmsKeyName: `${kmsKeyName}/cryptoKeyVersions/1` });
  });

  test('change what an update names', () => {
    const project = projectWithDisk({ sizeGb: '10' });
    project.finish('PATCH', `${DISKS}/d?updateMask=architecture`, { architecture: 'ARM64', sizeGb: '99' });
    expect(project.get(`${DISKS}/d`)).toMatchObject({ architecture: 'ARM64', sizeGb: '10' });
  });
});

test('zones and regions have disk types', () => {
  const project = testProject();
  expect(project.get(`${ZONE}/diskTypes/pd-ssd`)).toMatchObject({ defaultDiskSizeGb: '100', zone: LINK + ZONE });
  expect(project.get('regions/us-east1/diskTypes/pd-standard')).toMatchObject({ validDiskSize: '200GB-65536GB' });
  expect(project.refusal('GET', 'regions/us-east1/diskTypes/local-ssd')).toMatch(/^404/);
  expect(project.list('regions/us-east1/diskTypes').length).toBeLessThan(project.list(`${ZONE}/diskTypes`).length);
});
