import { expect, test } from 'vitest';
import { DEBIAN, instance, projectWithInstance, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import { asArray } from '../../kernel/json.ts';

const key = (letter: string) => ({ rawKey: Buffer.from(letter.repeat(32)).toString('base64') });
const OWN = key('k');
const WRONG = key('w');

const MISSING =
  /^400 The resource '.*' is encrypted with a customer-supplied encryption key, which must be provided\.$/;
const INCORRECT = /^400 The provided customer-supplied encryption key for '.*' is incorrect\.$/;

function projectWithDisk(): TestProject {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10', diskEncryptionKey: OWN });
  return project;
}

test.each([
  [
    'a snapshot',
    `${ZONE}/disks/d/createSnapshot`,
    (sent: object) => ({ name: 's', ...sent }),
    'sourceDiskEncryptionKey',
  ],
  [
    'a snapshot',
    'global/snapshots',
    (sent: object) => ({ name: 's', sourceDisk: `${ZONE}/disks/d`, ...sent }),
    'sourceDiskEncryptionKey',
  ],
  [
    'an image',
    'global/images',
    (sent: object) => ({ name: 's', sourceDisk: `${ZONE}/disks/d`, ...sent }),
    'sourceDiskEncryptionKey',
  ],
  [
    'an instance',
    `${ZONE}/instances`,
    (sent: object) => instance('s', { disks: [{ boot: true, source: `${ZONE}/disks/d`, ...sent }] }),
    'diskEncryptionKey',
  ],
])('%s of a disk needs the key of the disk', (_what, path, body, field) => {
  const project = projectWithDisk();
  expect(project.refusal('POST', path, body({}))).toMatch(MISSING);
  expect(project.refusal('POST', path, body({ [field]: WRONG }))).toMatch(INCORRECT);
  project.make('POST', path, body({ [field]: OWN }));
});

test('disks of snapshots and images need their keys', () => {
  const project = projectWithDisk();
  const source = { sourceDisk: `${ZONE}/disks/d`, sourceDiskEncryptionKey: OWN };
  project.make('POST', 'global/snapshots', { name: 's', ...source, snapshotEncryptionKey: OWN });
  project.make('POST', 'global/images', { name: 'i', ...source, imageEncryptionKey: OWN });
  for (const from of ['Snapshot', 'Image']) {
    const body = {
      name: `of-${from.toLowerCase()}`,
      [`source${from}`]: `global/${from.toLowerCase()}s/${from === 'Image' ? 'i' : 's'}`,
    };
    expect(project.refusal('POST', `${ZONE}/disks`, body)).toMatch(MISSING);
    project.make('POST', `${ZONE}/disks`, { ...body, [`source${from}EncryptionKey`]: OWN });
  }
});

test('an instance that stopped starts with the keys of its disks only', () => {
  const project = testProject();
  const disks = [{ boot: true, initializeParams: { sourceImage: DEBIAN }, diskEncryptionKey: OWN }];
  project.make('POST', `${ZONE}/instances`, instance('i', { disks }));
  project.make('POST', `${ZONE}/instances/i/stop`);
  const disk = { source: `${ZONE}/disks/i` };
  const start = `${ZONE}/instances/i/startWithEncryptionKey`;
  expect(project.refusal('POST', `${ZONE}/instances/i/start`)).toMatch(MISSING);
  expect(project.refusal('POST', start, { disks: [{ ...disk, diskEncryptionKey: WRONG }] })).toMatch(INCORRECT);
  project.make('POST', start, { disks: [{ ...disk, diskEncryptionKey: OWN }] });
  expect(project.get(`${ZONE}/instances/i`)['status']).toBe('RUNNING');
});

test('a key has 256 bits, and is not told in the refusal', () => {
  const body = { name: 'd', diskEncryptionKey: { rawKey: 'c2hvcnQ=' } };
  expect(testProject().refusal('POST', `${ZONE}/disks`, body)).toBe(
    "400 Invalid value for field 'resource.diskEncryptionKey.rawKey': ''. Must be a 256-bit key, encoded in RFC 4648 base64.",
  );
});

test('the key of a copy is that of the disk which it is made of', () => {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10', diskEncryptionKey: OWN });
  const copy = { name: 'e', sourceDisk: `${ZONE}/disks/d`, diskEncryptionKey: OWN };
  project.make('POST', `${ZONE}/disks`, copy);
  const other = { rawKey: Buffer.alloc(32, 9).toString('base64') };
  expect(project.refused('POST', `${ZONE}/disks`, { ...copy, name: 'f', diskEncryptionKey: other }).reason).toBe(
    'customerEncryptionKeyIsIncorrect',
  );
});

test('an instance shows the key of a disk, whether or not who attached it named that', () => {
  const project = projectWithInstance();
  const kmsKeyName = 'projects/p1/locations/us/keyRings/r/cryptoKeys/k';
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10', diskEncryptionKey: { kmsKeyName } });
  project.make('POST', `${ZONE}/instances/i/attachDisk`, { source: `${ZONE}/disks/d` });
  expect(asArray(project.get(`${ZONE}/instances/i`)['disks'])[1]).toMatchObject({
    diskEncryptionKey: { kmsKeyName: `${kmsKeyName}/cryptoKeyVersions/1` },
  });
});
