import { describe, expect, test } from 'vitest';
import { projectIn, testProject } from '../../../test/test-project.ts';

const ZONE = 'zones/us-east1-b';
const DISK = `${ZONE}/disks/d`;
const KEY = 'projects/p/locations/global/keyRings/r/cryptoKeys/k';

describe('updateKmsKey', () => {
  test.each([
    ['diskEncryptionKey', DISK],
    ['snapshotEncryptionKey', 'global/snapshots/s'],
  ])('%s gets another key, or keeps the one it has', (field, path) => {
    const project = testProject();
    const diskEncryptionKey = { kmsKeyName: `${KEY}1` };
    project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10', diskEncryptionKey });
    const snapshotEncryptionKey = { kmsKeyName: `${KEY}1` };
    project.make('POST', 'global/snapshots', { name: 's', sourceDisk: DISK, snapshotEncryptionKey });
    const shown = (key: string): object => ({ [field]: { kmsKeyName: `${key}/cryptoKeyVersions/1` } });
    project.make('POST', `${path}/updateKmsKey`, {});
    expect(project.get(path)).toMatchObject(shown(`${KEY}1`));
    project.make('POST', `${path}/updateKmsKey`, { kmsKeyName: `${KEY}2` });
    expect(project.get(path)).toMatchObject(shown(`${KEY}2`));
  });

  test('is for what has a key of that kind', () => {
    const project = testProject();
    project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
    expect(project.refusal('POST', `${DISK}/updateKmsKey`, {})).toMatch(/^400 .*not encrypted with a customer-managed/);
  });
});

test('bulkSetLabels labels the disk that the query names', () => {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
  const { labelFingerprint } = project.get(DISK);
  const path = `${ZONE}/disks/bulkSetLabels`;
  const requests = [{ labels: { a: 'b' }, labelFingerprint }];
  project.make('POST', `${path}?resource=d`, { requests });
  expect(project.get(DISK)['labels']).toEqual({ a: 'b' });
  expect(project.refused('POST', `${path}?resource=d`, { requests }).status).toBe(412);
  expect(project.refusal('POST', path, { requests })).toBe("400 Required field 'resource' not specified");
  expect(project.refused('POST', `${path}?resource=d`, { requests: [{}, {}] }).status).toBe(501);
  expect(project.refused('POST', `${path}?resource=x`, { requests }).status).toBe(404);
});

describe('alpha', () => {
  test('converts a disk to another type', () => {
    const alpha = testProject({}, 'p1', 'alpha');
    alpha.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
    alpha.make('POST', `${DISK}/convert`, { params: { targetDiskType: 'hyperdisk-balanced' } });
    expect(alpha.get(DISK)).toMatchObject({
      type: expect.stringMatching(/hyperdisk-balanced$/),
      provisionedIops: expect.stringMatching(/^\d+$/),
    });
    expect(alpha.refusal('POST', `${DISK}/convert`, { params: { targetDiskType: 'x' } })).toMatch(/cannot be found/);
    expect(alpha.refusal('POST', `${DISK}/convert`, {})).toMatch(/^400 Required/);
  });

  test('tells how far a replication is, and waits for it', () => {
    const project = testProject();
    const alpha = projectIn(project.simulator, 'p1', 'alpha');
    project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
    expect(alpha.refusal('GET', `${DISK}/getAsyncReplicationStatus`)).toMatch(/^400 .*no asynchronous replication/);
    expect(alpha.refusal('POST', `${DISK}/waitForReplicationCatchUp`, {})).toMatch(/^400 /);
    const secondary = 'zones/us-west1-a/disks/e';
    project.make('POST', 'zones/us-west1-a/disks', { name: 'e', asyncPrimaryDisk: { disk: DISK } });
    project.make('POST', `${DISK}/startAsyncReplication`, { asyncSecondaryDisk: secondary });
    const [primaryDisk, secondaryDisk] = [DISK, secondary].map((path) => alpha.get(path)['selfLink']);
    for (const path of [DISK, secondary]) {
      expect(alpha.get(`${path}/getAsyncReplicationStatus`)).toMatchObject({
        asyncReplicationStatus: { diskPairReplicationState: { replicationDiskPair: { primaryDisk, secondaryDisk } } },
      });
    }
    alpha.make('POST', `${DISK}/waitForReplicationCatchUp`, {});
  });
});

test('the rule of the recycle bin for a snapshot is that of its project', () => {
  const project = testProject();
  const beta = projectIn(project.simulator, 'p1', 'beta');
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
  project.make('POST', 'global/snapshots', { name: 's', sourceDisk: DISK });
  const rule = 'global/snapshots/s/getEffectiveRecycleBinRule';
  expect(beta.get(rule)).toEqual({ retentionDurationDays: '0' });
  const rules = { default: { standardSnapshots: { retentionDurationDays: '7' } } };
  beta.make('PATCH', 'global/snapshotRecycleBinPolicy', { rules });
  expect(beta.get('global/snapshotRecycleBinPolicy')).toMatchObject({ rules });
  expect(beta.get(rule)).toEqual({ retentionDurationDays: '7' });
});
