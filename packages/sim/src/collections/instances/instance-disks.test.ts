import { describe, expect, test } from 'vitest';
import { asArray } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { DEBIAN, instance, LINK, projectWithInstance, ZONE } from '../../../test/machines.ts';

const PATH = `${ZONE}/instances/i`;
const boot = { boot: true, initializeParams: { sourceImage: DEBIAN } };

const disksOf = (project: TestProject) => asArray(project.get(PATH)['disks']);

describe('disks of a new instance', () => {
  test('show what they are', () => {
    expect(disksOf(projectWithInstance())).toEqual([
      {
        architecture: 'X86_64',
        autoDelete: true,
        boot: true,
        deviceName: 'persistent-disk-0',
        diskSizeGb: '10',
        guestOsFeatures: expect.any(Array),
        index: 0,
        interface: 'SCSI',
        kind: 'compute#attachedDisk',
        licenses: [expect.stringContaining('debian-12')],
        mode: 'READ_WRITE',
        source: `${LINK}${ZONE}/disks/i`,
        type: 'PERSISTENT',
      },
    ]);
  });

  test('are called as it, or as they should be', () => {
    const disks = [boot, { initializeParams: { diskSizeGb: '7' } }, { initializeParams: { diskName: 'other' } }];
    const project = projectWithInstance({ disks });
    expect(disksOf(project)).toMatchObject([
      { source: `${LINK}${ZONE}/disks/i` },
      { source: `${LINK}${ZONE}/disks/i-1`, diskSizeGb: '7' },
      { source: `${LINK}${ZONE}/disks/other` },
    ]);
    expect(project.refusal('POST', `${ZONE}/instances`, instance('other'))).toMatch(/^409 .*disks\/other/);
  });

  test('are what their parameters say', () => {
    const initializeParams = { ...boot.initializeParams, diskType: `${ZONE}/diskTypes/pd-ssd`, labels: { a: 'b' } };
    const project = projectWithInstance({ disks: [{ ...boot, initializeParams }] });
    expect(project.get(`${ZONE}/disks/i`)).toMatchObject({
      labels: { a: 'b' },
      type: `${LINK}${ZONE}/diskTypes/pd-ssd`,
      zone: LINK + ZONE,
    });
    const small = { disks: [{ ...boot, initializeParams: { ...boot.initializeParams, diskSizeGb: '5' } }] };
    expect(project.refusal('POST', `${ZONE}/instances`, instance('j', small))).toContain(
      "'resource.disks[0].initializeParams.diskSizeGb': '5'. Requested disk size cannot be smaller than the image size (10 GB)",
    );
  });

  test('may be local', () => {
    const local = { type: 'SCRATCH', initializeParams: { diskType: 'local-ssd' } };
    expect(disksOf(projectWithInstance({ disks: [boot, local, local] })).slice(1)).toMatchObject([
      { type: 'SCRATCH', deviceName: 'local-ssd-0', autoDelete: true, diskSizeGb: '375', index: 1 },
      { type: 'SCRATCH', deviceName: 'local-ssd-1', index: 2 },
    ]);
  });

  test('are no other instance’s', () => {
    const project = projectWithInstance();
    const source = `${ZONE}/disks/i`;
    const { error } = project.finish('POST', `${ZONE}/instances`, instance('j', { disks: [{ boot: true, source }] }));
    expect(error).toMatchObject({ errors: [{ code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE' }] });
  });
});

function projectWithDisk(): TestProject {
  const project = projectWithInstance();
  project.finish('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '20' });
  return project;
}

describe('disks', () => {
  test('are attached and detached', () => {
    const project = projectWithDisk();
    const operation = project.finish('POST', `${PATH}/attachDisk`, { source: `${ZONE}/disks/d` });
    expect(operation).toMatchObject({ operationType: 'attachDisk', status: 'DONE' });
    expect(disksOf(project)[1]).toMatchObject({ deviceName: 'persistent-disk-1', index: 1, boot: false });
    expect(project.get(`${ZONE}/disks/d`)).toMatchObject({
      lastAttachTimestamp: expect.any(String),
      users: [LINK + PATH],
    });
    project.finish('POST', `${PATH}/detachDisk?deviceName=persistent-disk-1`);
    expect(disksOf(project)).toHaveLength(1);
    expect(project.get(`${ZONE}/disks/d`)).toHaveProperty('lastDetachTimestamp');
    expect(project.get(`${ZONE}/disks/d`)).not.toHaveProperty('users');
  });

  test('show the size they have now', () => {
    const project = projectWithInstance();
    project.finish('POST', `${ZONE}/disks/i/resize`, { sizeGb: '50' });
    expect(disksOf(project)).toMatchObject([{ diskSizeGb: '50' }]);
  });

  test('can be told to go with the instance, or to stay', () => {
    const project = projectWithInstance();
    project.finish('POST', `${PATH}/setDiskAutoDelete?autoDelete=false&deviceName=persistent-disk-0`);
    expect(disksOf(project)).toMatchObject([{ autoDelete: false }]);
    project.finish('DELETE', PATH);
    expect(project.get(`${ZONE}/disks/i`)['status']).toBe('READY');
  });

  test('of one instance cannot be attached to another', () => {
    const project = projectWithDisk();
    project.finish('POST', `${ZONE}/instances`, instance('j'));
    const { error } = project.finish('POST', `${PATH}/attachDisk`, { source: `${ZONE}/disks/j` });
    expect(error).toMatchObject({
      errors: [{ message: expect.stringMatching(/^The disk resource '.*\/j' is already being used by '.*\/j'$/) }],
    });
    expect(disksOf(project)).toHaveLength(1);
  });

  test.each([
    [
      'detachDisk?deviceName=x',
      undefined,
      "Invalid value for field 'disk': 'x'. No attached disk found with device name 'x'",
    ],
    ['attachDisk', {}, "Required field 'resource.source' not specified"],
    ['attachDisk', { source: `${ZONE}/disks/x` }, 'The referenced disk resource cannot be found.'],
    ['attachDisk', { source: `${ZONE}/disks/d`, deviceName: 'persistent-disk-0' }, 'resource.deviceName'],
  ])('%s of %j is refused', (verb, body, message) => {
    expect(projectWithDisk().refusal('POST', `${PATH}/${verb}`, body)).toContain(message);
  });
});

test('a disk that several instances read goes with the last of them', () => {
  const project = projectWithInstance();
  project.make('POST', `${ZONE}/disks`, { name: 'shared', sizeGb: '10' });
  const shared = { source: `${ZONE}/disks/shared`, mode: 'READ_ONLY', autoDelete: true };
  for (const name of ['j', 'k']) project.make('POST', `${ZONE}/instances`, instance(name, { disks: [boot, shared] }));
  project.make('DELETE', `${ZONE}/instances/j`);
  expect(project.names(`${ZONE}/disks`)).toContain('shared');
  project.make('DELETE', `${ZONE}/instances/k`);
  expect(project.names(`${ZONE}/disks`)).not.toContain('shared');
});
