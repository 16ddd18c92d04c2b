import { describe, expect, test } from 'vitest';
import { asArray, asObject } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { DEBIAN, instance, LINK, projectWithInstance, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

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
    const local = { type: 'SCRATCH', initializeParams: { diskType: `${ZONE}/diskTypes/local-ssd` } };
    expect(
      disksOf(
        projectWithInstance({ disks: [boot, local, local], machineType: `${ZONE}/machineTypes/n1-standard-1` }),
      ).slice(1),
    ).toMatchObject([
      { type: 'SCRATCH', deviceName: 'local-ssd-0', autoDelete: true, diskSizeGb: '375', index: 1 },
      { type: 'SCRATCH', deviceName: 'local-ssd-1', index: 2 },
    ]);
  });

  test('are of types that links name, and the first of them is no local one', () => {
    const named = { ...boot, initializeParams: { ...boot.initializeParams, diskType: 'pd-ssd' } };
    const project = testProject();
    expect(project.refusal('POST', `${ZONE}/instances`, instance('i', { disks: [named] }))).toBe(
      "400 Invalid value for field 'resource.disks[0].initializeParams.diskType': 'pd-ssd'. The URL is malformed.",
    );
    const local = { boot: true, type: 'SCRATCH' };
    expect(project.refusal('POST', `${ZONE}/instances`, instance('i', { disks: [local] }))).toContain(
      'A local SSD cannot be the boot disk.',
    );
  });

  test.each(['family/debian-12', 'debian-12'])('are made of no image that is called %s', (sourceImage) => {
    const disks = [{ boot: true, initializeParams: { sourceImage } }];
    expect(testProject().refusal('POST', `${ZONE}/instances`, instance('i', { disks }))).toContain(
      `'${sourceImage}'. The URL is malformed.`,
    );
  });

  test('have names that are cut where that of the instance is long', () => {
    const project = testProject();
    const name = 'i'.repeat(63);
    project.make(
      'POST',
      `${ZONE}/instances`,
      instance(name, { disks: [boot, { initializeParams: { diskSizeGb: '7' } }] }),
    );
    expect(project.names(`${ZONE}/disks`)).toEqual([`${'i'.repeat(61)}-1`, name]);
  });

  test('are regional where replica zones are named', () => {
    const replicaZones = ['zones/us-east1-b', 'projects/p1/zones/us-east1-c'];
    const regional = (zones: readonly string[]) => ({
      disks: [{ ...boot, initializeParams: { ...boot.initializeParams, replicaZones: zones } }],
    });
    const project = projectWithInstance(regional(replicaZones));
    expect(project.get('regions/us-east1/disks/i')).toMatchObject({
      region: `${LINK}regions/us-east1`,
      replicaZones: [`${LINK}zones/us-east1-b`, `${LINK}zones/us-east1-c`],
      users: [`${LINK}${ZONE}/instances/i`],
    });
    expect(disksOf(project)).toMatchObject([{ source: `${LINK}regions/us-east1/disks/i` }]);
    const elsewhere = instance('j', regional(['zones/us-east1-c', 'zones/us-east1-d']));
    expect(project.refusal('POST', `${ZONE}/instances`, elsewhere)).toMatch(
      /disks\[0\]\.initializeParams\.replicaZones.*must be the zone of the instance, 'us-east1-b'/,
    );
    const single = instance('j', regional(['zones/us-east1-b']));
    expect(project.refusal('POST', `${ZONE}/instances`, single)).toMatch(/initializeParams\.replicaZones.*Exactly two/);
  });

  test('have the policies, licenses and features that the instance names for them', () => {
    const project = testProject();
    const policy = 'regions/us-east1/resourcePolicies/p';
    const schedule = { dailySchedule: { daysInCycle: 1, startTime: '04:00' } };
    project.make('POST', 'regions/us-east1/resourcePolicies', { name: 'p', snapshotSchedulePolicy: { schedule } });
    const guestOsFeatures = ['GVNIC', 'IDPF'].map((type) => ({ type }));
    const made = (resourcePolicies: readonly string[]) => ({
      disks: [{ ...boot, guestOsFeatures, initializeParams: { ...boot.initializeParams, resourcePolicies } }],
    });
    project.make('POST', `${ZONE}/instances`, instance('i', made([policy])));
    expect(project.get(`${ZONE}/disks/i`)).toMatchObject({ resourcePolicies: [LINK + policy], guestOsFeatures });
    expect(project.get(`${ZONE}/instances/i`)['disks']).toMatchObject([{ guestOsFeatures }]);
    expect(project.refusal('POST', `${ZONE}/instances`, instance('j', made(['x'])))).toBe(
      "400 Invalid value for field 'resource.disks[0].initializeParams.resourcePolicies[0]': 'x'. The referenced resourcePolicy resource cannot be found.",
    );
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

  test('that are local are numbered on their own, whenever they are attached', () => {
    const local = { type: 'SCRATCH', initializeParams: { diskType: `${ZONE}/diskTypes/local-ssd` } };
    const machineType = `${ZONE}/machineTypes/n1-standard-1`;
    const project = projectWithInstance({ disks: [boot, { initializeParams: { diskSizeGb: '7' } }], machineType });
    const deviceNames = () => disksOf(project).map((disk) => asObject(disk)['deviceName']);
    for (let count = 0; count < 2; count++) project.make('POST', `${PATH}/attachDisk`, local);
    expect(deviceNames().slice(2)).toEqual(['local-ssd-0', 'local-ssd-1']);
    project.make('POST', `${PATH}/detachDisk?deviceName=local-ssd-0`);
    project.make('POST', `${PATH}/attachDisk`, local);
    expect(deviceNames().slice(2)).toEqual(['local-ssd-1', 'local-ssd-2']);
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

  test('of an instance cannot be attached to it again, nor come with it twice', () => {
    const project = projectWithInstance();
    project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
    const source = `${ZONE}/disks/d`;
    project.make('POST', `${ZONE}/instances/i/attachDisk`, { source });
    const again = { source, deviceName: 'other' };
    const inUse = `400 The disk resource 'projects/p1/${source}' is already being used by 'projects/p1/${ZONE}/instances/`;
    expect(project.refusal('POST', `${ZONE}/instances/i/attachDisk`, again)).toBe(`${inUse}i'`);
    project.make('POST', `${ZONE}/instances/i/detachDisk?deviceName=persistent-disk-1`);
    const twice = instance('j', { disks: [boot, { source }, again] });
    expect(project.refusal('POST', `${ZONE}/instances`, twice)).toBe(`${inUse}j'`);
  });

  test('that are there already are attached, and not made', () => {
    const project = testProject();
    project.make('POST', `${ZONE}/disks`, { name: 'i', sizeGb: '20', sourceImage: DEBIAN });
    const { id } = project.get(`${ZONE}/disks/i`);
    project.make('POST', `${ZONE}/instances`, instance('i', { disks: [boot] }));
    expect(project.get(`${ZONE}/disks/i`)).toMatchObject({ id, sizeGb: '20', users: [`${LINK}${PATH}`] });
    expect(disksOf(project)).toMatchObject([{ source: `${LINK}${ZONE}/disks/i`, diskSizeGb: '20' }]);
    // One that another instance writes to is none to be had.
    const other = instance('j', {
      disks: [{ ...boot, initializeParams: { ...boot.initializeParams, diskName: 'i' } }],
    });
    expect(project.finish('POST', `${ZONE}/instances`, other)['error']).toMatchObject({
      errors: [{ code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE' }],
    });
    expect(project.refusal('GET', `${ZONE}/instances/j`)).toMatch(/^404/);
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

describe('a disk is shared', () => {
  const sharing = (first: string, second: string, disk: object = {}) => {
    const project = testProject();
    project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10', ...disk });
    const machineType = `${ZONE}/machineTypes/c3-standard-4`;
    for (const name of ['i', 'j']) project.make('POST', `${ZONE}/instances`, instance(name, { machineType }));
    project.make('POST', `${PATH}/attachDisk`, { source: `${ZONE}/disks/d`, mode: first });
    return project.finish('POST', `${ZONE}/instances/j/attachDisk`, { source: `${ZONE}/disks/d`, mode: second });
  };
  const balanced = { type: `${ZONE}/diskTypes/pd-balanced` };

  test.each([
    ['READ_WRITE', 'READ_WRITE'],
    ['READ_WRITE', 'READ_ONLY'],
    ['READ_ONLY', 'READ_WRITE'],
  ])('by no two instances in modes %s and %s', (first, second) => {
    expect(sharing(first, second, balanced)['error']).toMatchObject({
      errors: [{ code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE' }],
    });
  });

  test('by all that read it, or by all if it is made for that', () => {
    expect(sharing('READ_ONLY', 'READ_ONLY', balanced)['error']).toBeUndefined();
    const shared = { type: `${ZONE}/diskTypes/hyperdisk-balanced`, accessMode: 'READ_WRITE_MANY' };
    expect(sharing('READ_WRITE', 'READ_WRITE', shared)['error']).toBeUndefined();
  });

  test('by force only if it is regional, and then it changes hands', () => {
    const project = projectWithInstance();
    project.make('POST', `${ZONE}/instances`, instance('j'));
    const replicaZones = ['zones/us-east1-b', 'zones/us-east1-c'];
    project.make('POST', 'regions/us-east1/disks', { name: 'd', sizeGb: '200', replicaZones });
    const body = { source: 'regions/us-east1/disks/d' };
    project.make('POST', `${PATH}/attachDisk`, body);
    project.make('POST', `${ZONE}/instances/j/attachDisk?forceAttach=true`, body);
    expect(project.get('regions/us-east1/disks/d')['users']).toEqual([`${LINK}${ZONE}/instances/j`]);
    expect(disksOf(project)).toHaveLength(1);
    const zonal = { source: `${ZONE}/disks/j` };
    const told = /Force attaching zonal disks is not supported/;
    expect(project.refusal('POST', `${PATH}/attachDisk?forceAttach=true`, zonal)).toMatch(told);
    const withDisk = (disk: object): object =>
      instance('k', {
        disks: [boot, { ...disk, forceAttach: true }],
      });
    expect(project.refusal('POST', `${ZONE}/instances`, withDisk(zonal))).toMatch(told);
    project.make('POST', `${ZONE}/instances`, withDisk(body));
    expect(project.get('regions/us-east1/disks/d')['users']).toEqual([`${LINK}${ZONE}/instances/k`]);
  });

  test('by nobody in another zone', () => {
    const project = projectWithInstance();
    project.make('POST', 'zones/us-central1-a/disks', { name: 'd' });
    const body = { source: 'zones/us-central1-a/disks/d' };
    expect(project.refusal('POST', `${PATH}/attachDisk`, body)).toMatch(/The disk must be in zone 'us-east1-b'/);
  });
});

test('a boot disk is taken off an instance at rest, which does not start without one', () => {
  const project = projectWithInstance();
  const detach = `${PATH}/detachDisk?deviceName=persistent-disk-0`;
  expect(project.refusal('POST', detach)).toMatch(/^400 Invalid resource usage: 'The boot disk can only be detached/);
  project.make('POST', `${PATH}/stop`);
  project.make('POST', detach);
  expect(project.refusal('POST', `${PATH}/start`)).toMatch(/has no boot disk/);
  project.make('POST', `${PATH}/attachDisk`, { source: `${ZONE}/disks/i`, boot: true });
  expect(project.refusal('POST', `${PATH}/attachDisk`, { source: `${ZONE}/disks/i`, boot: true })).toMatch(
    /has a boot disk already/,
  );
  project.make('POST', `${PATH}/start`);
});

test('whoever stops an instance with local SSDs says what becomes of them', () => {
  const machineType = `${ZONE}/machineTypes/n1-standard-1`;
  const project = projectWithInstance({ machineType, disks: [boot, { type: 'SCRATCH' }] });
  for (const verb of ['stop', 'suspend']) {
    expect(project.refusal('POST', `${PATH}/${verb}`)).toMatch(
      /^400 VM has a Local SSD attached but an undefined value/,
    );
  }
  project.make('POST', `${PATH}/stop?discardLocalSsd=true`);
});
