import { describe, expect, test } from 'vitest';
import { DEBIAN, instance } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const ZONE = 'zones/us-central1-a';
const INSTANCES = `${ZONE}/instances`;
const ARM = 'projects/debian-cloud/global/images/family/debian-12-arm64';

const accelerator = (type: string) => [{ acceleratorType: `${ZONE}/acceleratorTypes/${type}`, acceleratorCount: 1 }];
const boot = (initializeParams: object = {}) => ({
  boot: true,
  initializeParams: { sourceImage: DEBIAN, ...initializeParams },
});
const ssds = (count: number) => Array.from({ length: count }, () => ({ type: 'SCRATCH' }));
const machine = (type: string, more: object = {}) =>
  instance('i', { machineType: `${ZONE}/machineTypes/${type}`, disks: [boot()], ...more });

const TERMINATE = { onHostMaintenance: 'TERMINATE' };

describe('machines refuse', () => {
  test.each([
    [
      machine('n1-standard-1', { guestAccelerators: accelerator('nvidia-tesla-t4') }),
      /^400 Instances with guest accelerators do not support live migration\.$/,
    ],
    [machine('g2-standard-4'), /do not support live migration/],
    [
      machine('n1-standard-96', { guestAccelerators: accelerator('nvidia-tesla-t4-vws'), scheduling: TERMINATE }),
      /\[nvidia-tesla-t4-vws, n1-standard-96\] features are not compatible/,
    ],
    [
      machine('n1-standard-1', { disks: [boot(), { type: 'SCRATCH', initializeParams: { diskSizeGb: '100' } }] }),
      /disks\[1\]\.diskSizeGb': '100'\. A local SSD holds one of: 375/,
    ],
    [
      machine('n1-standard-1', {
        disks: [boot(), { type: 'SCRATCH', initializeParams: { diskType: `${ZONE}/diskTypes/pd-ssd` } }],
      }),
      /disks\[1\]\.initializeParams\.diskType'.*Only local SSDs can be of type SCRATCH/,
    ],
    [
      machine('n1-highmem-8', { guestAccelerators: accelerator('nvidia-tesla-a100'), scheduling: TERMINATE }),
      /^400 \[nvidia-tesla-a100, n1-highmem-8\] features are not compatible for creating instance\.$/,
    ],
    [
      machine('n1-standard-1', { guestAccelerators: accelerator('x'), scheduling: TERMINATE }),
      /^404 The resource '.*acceleratorTypes\/x' was not found$/,
    ],
    [
      machine('n1-standard-8', {
        guestAccelerators: [{ ...accelerator('nvidia-tesla-t4')[0], acceleratorCount: 3 }],
        scheduling: TERMINATE,
      }),
      /guestAccelerators\[0\]\.acceleratorCount': '3'\. Must be a power of 2, and at most 4/,
    ],
    [
      machine('n1-standard-1', { minCpuPlatform: 'AMD Milan' }),
      /'resource\.minCpuPlatform': 'AMD Milan'\. CPU platform unavailable in requested zone\. Valid options for this zone are: Intel Sandy Bridge, .*Intel Skylake\.$/,
    ],
    [
      machine('n2-standard-2', { minCpuPlatform: 'Intel Broadwell' }),
      /^400 The selected machine type \(n2-standard-2\) has a required CPU platform of cascadelake\. The minimum CPU platform must match this, but was broadwell\.$/,
    ],
    [
      machine('h3-standard-88', {
        disks: [boot({ diskType: `${ZONE}/diskTypes/pd-balanced` })],
        scheduling: { onHostMaintenance: 'MIGRATE' },
      }),
      /'resource\.scheduling\.onHostMaintenance': 'TERMINATE'\. Scheduling must have onHostMaintenance be one of the following valid types: \[TERMINATE\]\. But was MIGRATE$/,
    ],
    [
      machine('e2-small', { scheduling: TERMINATE }),
      /^400 e2 instances do not support onHostMaintenance=TERMINATE unless they are preemptible\.$/,
    ],
    [
      machine('n1-standard-1', {
        scheduling: { preemptible: true, onHostMaintenance: 'MIGRATE', automaticRestart: false },
      }),
      /'resource\.scheduling\.preemptible': 'true'\. Scheduling must have preemptible be false when OnHostMaintenance isn't TERMINATE\.$/,
    ],
    [
      machine('n1-standard-1', { disks: [boot({ diskType: `${ZONE}/diskTypes/hyperdisk-balanced` })] }),
      /^400 hyperdisk-balanced disk type cannot be used by n1-standard-1 machine type\.$/,
    ],
    [
      machine('n4-standard-2', { disks: [boot({ diskType: `${ZONE}/diskTypes/pd-standard` })] }),
      /pd-standard disk type cannot be used by n4-standard-2/,
    ],
    [
      machine('c3-standard-4', { disks: [boot({ diskType: `${ZONE}/diskTypes/pd-standard` })] }),
      /pd-standard disk type cannot be used by c3-standard-4/,
    ],
    [
      machine('e2-medium', { disks: [boot(), ...ssds(1)] }),
      /^400 \[local-ssd, e2-medium\] features are not compatible/,
    ],
    [
      machine('n2-standard-16', { disks: [boot(), ...ssds(1)] }),
      /^400 Number of local SSDs for an instance of type n2-standard-16 should be one of \[0, 2, 4, 8, 16, 24\], while \[1\] is requested\.$/,
    ],
    [
      machine('t2a-standard-1'),
      /^400 Invalid resource usage: 'Requested boot disk architecture \(X86_64\) is not compatible with machine type architecture \(ARM64\)\.'\.$/,
    ],
    [
      machine('e2-small', { disks: [boot({ sourceImage: ARM })] }),
      /\(ARM64\) is not compatible with machine type architecture \(X86_64\)/,
    ],
    [
      machine('n1-standard-1', { networkInterfaces: [{}, {}, {}] }),
      /'resource\.networkInterfaces': ''\. Too many network interfaces\./,
    ],
    [machine('e2-small', { hostname: 'bad_host!' }), /'resource\.hostname': 'bad_host!'/],
    [
      machine('e2-small', { tags: { items: ['ok', 'Not'] } }),
      /'resource\.tags\.items\[1\]': 'Not'\. Must be a match of regex/,
    ],
    [machine('e2-small', { tags: { items: Array.from({ length: 65 }, (_, at) => `t${at}`) } }), /at most 64 tags/],
    [
      machine('e2-small', { disks: [boot({ diskType: `${ZONE}/diskTypes/local-ssd` })] }),
      /initializeParams\.diskType': .*Cannot create local SSD as persistent disk\.$/,
    ],
    [
      machine('e2-small', { disks: [boot({ architecture: 'ARM64' })] }),
      /initializeParams\.architecture': 'ARM64'\. Requested architecture must be the same as the source resource architecture \(X86_64\)\.$/,
    ],
    [
      instance('i', { machineType: 'zones/europe-west1-b/machineTypes/t2a-standard-1' }),
      /does not exist in zone 'us-central1-a'/,
    ],
  ])('%#', (body, message) => {
    expect(testProject().refusal('POST', INSTANCES, body)).toMatch(message);
  });

  test('a machine type or a disk that does not go with the rest, later on', () => {
    const project = testProject();
    project.make('POST', INSTANCES, machine('n1-standard-1'));
    project.make('POST', `${ZONE}/disks`, { name: 'h', type: `${ZONE}/diskTypes/hyperdisk-balanced` });
    expect(project.refusal('POST', `${INSTANCES}/i/attachDisk`, { source: `${ZONE}/disks/h` })).toBe(
      '400 hyperdisk-balanced disk type cannot be used by n1-standard-1 machine type.',
    );
    project.make('POST', `${INSTANCES}/i/stop`);
    const machineType = `${ZONE}/machineTypes/n4-standard-2`;
    expect(project.refusal('POST', `${INSTANCES}/i/setMachineType`, { machineType })).toBe(
      '400 pd-standard disk type cannot be used by n4-standard-2 machine type.',
    );
  });
});

describe('machines take', () => {
  test.each([
    [machine('n1-standard-1', { guestAccelerators: accelerator('nvidia-tesla-t4'), scheduling: TERMINATE })],
    [machine('g2-standard-4', { scheduling: TERMINATE })],
    [machine('e2-small', { scheduling: { preemptible: true } })],
    [machine('e2-small', { scheduling: { ...TERMINATE, provisioningModel: 'FLEX_START' } })],
    [machine('n1-standard-1', { disks: [boot(), ...ssds(3)] })],
    [machine('n2-standard-64', { disks: [boot(), ...ssds(6).map((disk) => ({ ...disk, diskSizeGb: '3000' }))] })],
    [machine('t2a-standard-1', { disks: [boot({ sourceImage: ARM })] })],
    [machine('n1-standard-1', { networkInterfaces: [{}, { parentNicName: 'nic0' }] })],
    [machine('h3-standard-88')],
    [machine('e2-small', { hostname: 'vm.example.com' })],
  ])('%#', (body) => {
    const project = testProject();
    project.make('POST', INSTANCES, body);
    expect(project.get(`${INSTANCES}/i`)['status']).toBe('RUNNING');
  });

  test.each([
    ['n1-standard-1', 'pd-standard'],
    ['c3-standard-4', 'pd-balanced'],
    ['c4-standard-2', 'hyperdisk-balanced'],
  ])('%s gets a disk of type %s unless told otherwise', (type, diskType) => {
    const project = testProject();
    project.make('POST', INSTANCES, machine(type));
    expect(project.get(`${ZONE}/disks/i`)['type']).toMatch(new RegExp(`/${diskType}$`));
  });
});

test('accelerators are shown by links', () => {
  const project = testProject();
  const guestAccelerators = accelerator('nvidia-tesla-t4');
  project.make('POST', INSTANCES, machine('n1-standard-1', { guestAccelerators, scheduling: TERMINATE }));
  expect(project.get(`${INSTANCES}/i`)['guestAccelerators']).toEqual([
    {
      acceleratorCount: 1,
      acceleratorType: `https://www.googleapis.com/compute/v1/projects/p1/${ZONE}/acceleratorTypes/nvidia-tesla-t4`,
    },
  ]);
});

test('maintenance stops what cannot move, and starts it again', () => {
  const project = testProject();
  const scheduling = { ...TERMINATE, automaticRestart: false };
  project.make('POST', INSTANCES, machine('n1-standard-1', { scheduling }));
  project.make('POST', `${INSTANCES}/i/simulateMaintenanceEvent`);
  expect(project.get(`${INSTANCES}/i`)['status']).toBe('TERMINATED');
  project.make('POST', INSTANCES, instance('j', { machineType: `${ZONE}/machineTypes/n1-standard-1` }));
  project.make('POST', `${INSTANCES}/j/simulateMaintenanceEvent`);
  expect(project.get(`${INSTANCES}/j`)['status']).toBe('RUNNING');
});

test('machine types say which accelerators come with them', () => {
  const project = testProject();
  expect(project.get(`${ZONE}/machineTypes/a2-highgpu-2g`)['accelerators']).toEqual([
    { guestAcceleratorType: 'nvidia-tesla-a100', guestAcceleratorCount: 2 },
  ]);
  expect(project.get(`${ZONE}/machineTypes/g2-standard-96`)['accelerators']).toMatchObject([
    { guestAcceleratorCount: 8 },
  ]);
});

test('machines that cannot be moved say so when nobody does', () => {
  const project = testProject();
  project.make('POST', INSTANCES, machine('h3-standard-88'));
  expect(project.get(`${INSTANCES}/i`)['scheduling']).toMatchObject(TERMINATE);
});
