import { describe, expect, test } from 'vitest';
import { LINK, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

function projectWithDisk(zone = ZONE): TestProject {
  const project = testProject();
  project.finish('POST', `${zone}/disks`, { name: 'd', sizeGb: '20' });
  return project;
}

describe('snapshots', () => {
  test.each(['createSnapshot', 'insert'])('made by %s show their disk', (method) => {
    const project = projectWithDisk();
    const sourceDisk = `${ZONE}/disks/d`;
    const body = { name: 's', labels: { a: 'b' } };
    if (method === 'insert') project.finish('POST', 'global/snapshots', { ...body, sourceDisk });
    else project.finish('POST', `${sourceDisk}/createSnapshot`, body);
    expect(project.get('global/snapshots/s')).toMatchObject({
      diskSizeGb: '20',
      labels: { a: 'b' },
      sourceDisk: `${LINK}${ZONE}/disks/d`,
      sourceDiskId: project.get(`${ZONE}/disks/d`)['id'],
      status: 'READY',
      storageBytesStatus: 'UP_TO_DATE',
      storageLocations: ['us'],
    });
  });

  test('are made of instant snapshots too, and show their disk', () => {
    const project = projectWithDisk();
    project.make('POST', `${ZONE}/instantSnapshots`, { name: 'n', sourceDisk: `${ZONE}/disks/d` });
    project.make('POST', 'global/snapshots', { name: 's', sourceInstantSnapshot: `${ZONE}/instantSnapshots/n` });
    expect(project.get('global/snapshots/s')).toMatchObject({
      diskSizeGb: '20',
      sourceDisk: `${LINK}${ZONE}/disks/d`,
      sourceInstantSnapshot: `${LINK}${ZONE}/instantSnapshots/n`,
      sourceInstantSnapshotId: project.get(`${ZONE}/instantSnapshots/n`)['id'],
    });
  });

  test('are made by an operation on the disk', () => {
    const operation = projectWithDisk().finish('POST', `${ZONE}/disks/d/createSnapshot`, {
      name: 's',
      zone: 'ignored',
    });
    expect(operation).toMatchObject({ operationType: 'createSnapshot', targetLink: `${LINK}${ZONE}/disks/d` });
  });

  test.each([
    ['zones/europe-west1-b', 'eu'],
    ['zones/asia-east1-a', 'asia'],
    ['zones/me-west1-a', 'me-west1'],
  ])('of a disk in %s are kept in %s', (zone, location) => {
    const project = projectWithDisk(zone);
    project.finish('POST', `${zone}/disks/d/createSnapshot`, { name: 's' });
    expect(project.get('global/snapshots/s')['storageLocations']).toEqual([location]);
  });

  test('outlive their disk, and make new ones', () => {
    const project = projectWithDisk();
    project.finish('POST', `${ZONE}/disks/d/createSnapshot`, { name: 's' });
    project.finish('DELETE', `${ZONE}/disks/d`);
    project.finish('POST', `${ZONE}/disks`, { name: 'e', sourceSnapshot: 'global/snapshots/s' });
    expect(project.get(`${ZONE}/disks/e`)).toMatchObject({
      sizeGb: '20',
      sourceSnapshotId: project.get('global/snapshots/s')['id'],
    });
  });

  test('do not say how they were taken', () => {
    const project = projectWithDisk();
    project.finish('POST', `${ZONE}/disks/d/createSnapshot`, { name: 's', guestFlush: true });
    project.finish('POST', 'global/snapshots', { name: 't', guestFlush: true, sourceDisk: `${ZONE}/disks/d` });
    for (const name of ['s', 't']) expect(project.get(`global/snapshots/${name}`)).not.toHaveProperty('guestFlush');
  });

  test.each([
    [`${ZONE}/disks/d/createSnapshot`, {}],
    ['global/snapshots', { sourceDisk: `${ZONE}/disks/d` }],
  ])('have the labels that anything can have, made by %s', (path, more) => {
    expect(projectWithDisk().refusal('POST', path, { name: 's', labels: { Team: 'a' }, ...more })).toContain(
      "Label key 'Team' violates format constraints.",
    );
  });

  test('have names of their own, and a disk', () => {
    const project = projectWithDisk();
    project.finish('POST', `${ZONE}/disks/d/createSnapshot`, { name: 's' });
    expect(project.refusal('POST', `${ZONE}/disks/d/createSnapshot`, { name: 's' })).toMatch(/^409/);
    expect(project.refusal('POST', 'global/snapshots', { name: 't' })).toMatch(/resource.sourceDisk/);
  });
});

test('instant snapshots are of a disk beside them', () => {
  const project = projectWithDisk();
  project.finish('POST', `${ZONE}/instantSnapshots`, { name: 's', sourceDisk: `${ZONE}/disks/d` });
  expect(project.get(`${ZONE}/instantSnapshots/s`)).toMatchObject({ diskSizeGb: '20', status: 'READY' });
  const elsewhere = { name: 't', sourceDisk: `${ZONE}/disks/d` };
  expect(project.refusal('POST', 'zones/us-east1-c/instantSnapshots', elsewhere)).toMatch(/must be in 'us-east1-c'/);
});
