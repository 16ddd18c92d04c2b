import { describe, expect, test } from 'vitest';
import { asArray, asObject } from '../../kernel/json.ts';
import { instance, LINK, projectWithAddress, projectWithInstance, template, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const PATH = `${ZONE}/instances`;
const nic = (resource: object) => asObject(asArray(asObject(resource as never)['networkInterfaces'])[0]);

describe('instances', () => {
  test('show their defaults', () => {
    const made = projectWithInstance().get(`${PATH}/i`);
    expect(made).toMatchObject({
      cpuPlatform: 'Intel Broadwell',
      deletionProtection: false,
      metadata: { kind: 'compute#metadata', fingerprint: expect.any(String) },
      resourceStatus: {
        effectiveInstanceMetadata: { vmDnsSettingMetadataValue: 'ZonalOnly' },
        scheduling: {},
      },
      scheduling: {
        automaticRestart: true,
        onHostMaintenance: 'MIGRATE',
        preemptible: false,
        provisioningModel: 'STANDARD',
      },
      shieldedInstanceConfig: { enableIntegrityMonitoring: true, enableSecureBoot: false, enableVtpm: true },
      shieldedInstanceIntegrityPolicy: { updateAutoLearnPolicy: true },
      startRestricted: false,
      status: 'RUNNING',
      tags: { fingerprint: expect.any(String) },
    });
    for (const field of ['canIpForward', 'description', 'params']) expect(made).not.toHaveProperty(field);
  });

  test('keep nothing of what they were only made with', () => {
    expect(projectWithInstance({ params: {} }).get(`${PATH}/i`)).not.toHaveProperty('params');
  });

  test('understand what Terraform sends for scheduling it says nothing about', () => {
    const scheduling = {
      automaticRestart: false,
      instanceTerminationAction: '',
      nodeAffinities: [null],
      onHostMaintenance: 'TERMINATE',
      preemptible: true,
      provisioningModel: '',
    };
    expect(projectWithInstance({ scheduling }).get(`${PATH}/i`)['scheduling']).toEqual({
      automaticRestart: false,
      onHostMaintenance: 'TERMINATE',
      preemptible: true,
    });
  });

  test('that can be preempted are not restarted', () => {
    const spot = projectWithInstance({ scheduling: { provisioningModel: 'SPOT' } }).get(`${PATH}/i`);
    expect(spot['scheduling']).toEqual({
      automaticRestart: false,
      instanceTerminationAction: 'STOP',
      onHostMaintenance: 'TERMINATE',
      preemptible: true,
      provisioningModel: 'SPOT',
    });
    const scheduling = { preemptible: true, automaticRestart: true };
    expect(testProject().refusal('POST', PATH, instance('i', { scheduling }))).toMatch(
      /Scheduling must have preemptible be false when AutomaticRestart is true\.$/,
    );
  });

  test.each([
    [{ machineType: `${ZONE}/machineTypes/x` }, "Machine type with name 'x' does not exist in zone 'us-east1-b'."],
    [{ machineType: 'zones/us-east1-c/machineTypes/e2-small' }, "does not exist in zone 'us-east1-b'."],
    [{ machineType: 'e2-small' }, 'The URL is malformed.'],
    [{ machineType: `${ZONE}/disks/d` }, "Unexpected resource collection 'disks'."],
    [{ disks: [] }, "field 'resource.disks': ''. No disks are specified."],
    [{ disks: [{ source: `${ZONE}/disks/d` }] }, 'Boot disk must be the first disk attached to the instance.'],
    [{ disks: [{ boot: true, source: `${ZONE}/disks/d` }] }, 'The referenced disk resource cannot be found.'],
    [
      { disks: [{ boot: true, source: `${ZONE}/disks/d`, initializeParams: {} }] },
      "Cannot specify both 'source' and 'initializeParams'.",
    ],
    [
      { disks: [{ boot: true, initializeParams: { sourceImage: 'global/images/x' } }] },
      "Invalid value for field 'resource.disks[0].initializeParams.sourceImage': 'global/images/x'. The referenced image resource cannot be found.",
    ],
    [{ networkInterfaces: [] }, 'At least one network interface is required.'],
    [{ networkInterfaces: [{ network: 'global/networks/x' }] }, 'The referenced network resource cannot be found.'],
    [{ networkInterfaces: [{ subnetwork: 'regions/us-east1/subnetworks/x' }] }, 'The referenced subnetwork resource'],
    [{ networkInterfaces: [{ subnetwork: 'regions/us-west1/subnetworks/default' }] }, 'must be in the same region'],
    [{ networkInterfaces: [{ networkIP: '192.168.0.1' }] }, 'outside the subnetwork CIDR range.'],
    [{ networkInterfaces: [{ accessConfigs: [{}, {}] }] }, 'At most one access config currently supported.'],
  ])('are refused: %j', (more, message) => {
    expect(testProject().refusal('POST', PATH, instance('i', more))).toContain(message);
  });

  test('take machine types of any size', () => {
    const machineType = `${ZONE}/machineTypes/n2-custom-4-8192`;
    expect(projectWithInstance({ machineType }).get(`${PATH}/i`)['machineType']).toBe(LINK + machineType);
  });

  test.each([
    [{ machineType: `${ZONE}/machineTypes/n2-standard-2` }, 'Intel Cascade Lake'],
    [{ machineType: `${ZONE}/machineTypes/t2d-standard-2` }, 'AMD Milan'],
    [{ machineType: `${ZONE}/machineTypes/n1-standard-1`, minCpuPlatform: 'Intel Skylake' }, 'Intel Skylake'],
    [{ minCpuPlatform: 'AuToMaTiC' }, 'Intel Broadwell'],
  ])('of %j run on %s', (more, platform) => {
    expect(projectWithInstance(more).get(`${PATH}/i`)['cpuPlatform']).toBe(platform);
  });

  test('run as the default account of their project', () => {
    const serviceAccounts = [{ email: 'default', scopes: [] }];
    expect(projectWithInstance({ serviceAccounts }).get(`${PATH}/i`)['serviceAccounts']).toEqual([
      expect.objectContaining({ email: expect.stringMatching(/^\d+-compute@developer\.gserviceaccount\.com$/) }),
    ]);
  });

  test('see the metadata of their project', () => {
    const project = projectWithInstance();
    const items = [{ key: 'VmDnsSetting', value: 'GlobalDefault' }];
    project.finish('POST', 'setCommonInstanceMetadata', { items });
    expect(project.get(`${PATH}/i`)['resourceStatus']).toMatchObject({
      effectiveInstanceMetadata: { vmDnsSettingMetadataValue: 'GlobalDefault' },
    });
  });

  test('can be made of a template', () => {
    const project = testProject();
    const guestAccelerators = [{ acceleratorType: 'nvidia-tesla-t4', acceleratorCount: 1 }];
    const properties = {
      labels: { a: 'b' },
      canIpForward: true,
      machineType: 'n1-standard-1',
      guestAccelerators,
      scheduling: { onHostMaintenance: 'TERMINATE' },
    };
    project.finish('POST', 'global/instanceTemplates', template('t', properties));
    project.finish('POST', `${PATH}?sourceInstanceTemplate=global/instanceTemplates/t`, {
      name: 'i',
      labels: { c: 'd' },
    });
    expect(project.get(`${PATH}/i`)).toMatchObject({
      canIpForward: true,
      guestAccelerators: [{ acceleratorType: `${LINK}${ZONE}/acceleratorTypes/nvidia-tesla-t4` }],
      labels: { c: 'd' },
      machineType: `${LINK}${ZONE}/machineTypes/n1-standard-1`,
      networkInterfaces: [{ name: 'nic0', networkIP: expect.any(String) }],
    });
    expect(project.refusal('POST', `${PATH}?sourceInstanceTemplate=global/instanceTemplates/x`, { name: 'j' })).toMatch(
      /^404/,
    );
  });

  test.each(['query', 'body'])('can be made of a machine image, in the %s', (where) => {
    const project = projectWithInstance({ labels: { a: 'b' }, tags: { items: ['web'] } });
    project.make('POST', 'global/machineImages', { name: 'm', sourceInstance: `${PATH}/i` });
    const image = 'projects/p1/global/machineImages/m';
    const body = { name: 'j', ...(where === 'body' ? { sourceMachineImage: image } : {}) };
    project.make('POST', where === 'body' ? PATH : `${PATH}?sourceMachineImage=${image}`, body);
    expect(project.get(`${PATH}/j`)).toMatchObject({
      labels: { a: 'b' },
      machineType: `${LINK}${ZONE}/machineTypes/e2-small`,
      tags: { items: ['web'] },
      disks: [{ boot: true, source: `${LINK}${ZONE}/disks/j`, diskSizeGb: '10' }],
      status: 'RUNNING',
    });
    const missing = `${PATH}?sourceMachineImage=global/machineImages/x`;
    expect(project.refusal('POST', missing, { name: 'k' })).toMatch(
      /referenced machine image resource cannot be found/,
    );
  });
});

describe('interfaces of instances', () => {
  test('take an address of the subnetwork in their region', () => {
    expect(nic(projectWithInstance().get(`${PATH}/i`))).toMatchObject({
      kind: 'compute#networkInterface',
      name: 'nic0',
      network: `${LINK}global/networks/default`,
      networkIP: expect.stringMatching(/^10\.142\./),
      stackType: 'IPV4_ONLY',
      subnetwork: `${LINK}regions/us-east1/subnetworks/default`,
    });
  });

  test('of a custom network name a subnetwork', () => {
    const project = testProject();
    project.finish('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
    const body = instance('i', { networkInterfaces: [{ network: 'global/networks/n' }] });
    expect(project.refusal('POST', PATH, body)).toMatch(
      /Subnetwork should be specified for custom subnetmode network$/,
    );
    const subnetwork = { name: 's', network: 'global/networks/n', ipCidrRange: '10.9.0.0/24' };
    project.finish('POST', 'regions/us-east1/subnetworks', subnetwork);
    project.finish(
      'POST',
      PATH,
      instance('i', { networkInterfaces: [{ subnetwork: 'regions/us-east1/subnetworks/s' }] }),
    );
    expect(nic(project.get(`${PATH}/i`))).toMatchObject({ network: `${LINK}global/networks/n`, networkIP: '10.9.0.2' });
  });

  test('are each in a subnetwork of their own', () => {
    const project = testProject();
    const machineType = `${ZONE}/machineTypes/n1-standard-4`;
    project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: true });
    const other = { network: 'global/networks/n' };
    project.make('POST', PATH, instance('i', { machineType, networkInterfaces: [{}, other] }));
    expect(project.refusal('POST', PATH, instance('j', { machineType, networkInterfaces: [{}, {}] }))).toBe(
      "400 Invalid value for field 'resource.networkInterfaces[1].subnetwork': ''. Subnetworks must be distinct for NICs attached to a VM.",
    );
    const subnetwork = 'regions/us-east1/subnetworks/n';
    const networkInterfaces = [{ subnetwork }, { ...other, subnetwork }];
    expect(project.refusal('POST', 'global/instanceTemplates', template('t', { networkInterfaces }))).toContain(
      "'resource.properties.networkInterfaces[1].subnetwork': '",
    );
  });

  test('have the external address that was chosen, or any', () => {
    const { project, natIP } = projectWithAddress();
    project.make('POST', PATH, instance('i', { networkInterfaces: [{ accessConfigs: [{ natIP }] }] }));
    expect(nic(project.get(`${PATH}/i`))['accessConfigs']).toEqual([
      {
        kind: 'compute#accessConfig',
        name: 'external-nat',
        natIP,
        networkTier: 'PREMIUM',
        type: 'ONE_TO_ONE_NAT',
      },
    ]);
    const any = { networkInterfaces: [{ accessConfigs: [{ name: 'n' }] }] };
    expect(nic(projectWithInstance(any).get(`${PATH}/i`))['accessConfigs']).toEqual([
      expect.objectContaining({ name: 'n', natIP: expect.stringMatching(/^3[45]\./) }),
    ]);
  });

  test('have a reserved address in its own tier', () => {
    const project = testProject();
    project.make('POST', 'regions/us-east1/addresses', { name: 'a', networkTier: 'STANDARD' });
    const { address } = project.get('regions/us-east1/addresses/a');
    const withTier = (more: object): object =>
      instance('i', { networkInterfaces: [{ accessConfigs: [{ natIP: address, ...more }] }] });
    expect(project.refusal('POST', PATH, withTier({ networkTier: 'PREMIUM' }))).toContain(
      'The network tier of external IP is STANDARD, that of Access Config must be the same.',
    );
    project.make('POST', PATH, withTier({}));
    expect(project.get(`${PATH}/i`)['networkInterfaces']).toMatchObject([
      { accessConfigs: [{ networkTier: 'STANDARD' }] },
    ]);
  });

  test('hold reserved addresses', () => {
    const project = testProject();
    project.finish('POST', 'regions/us-east1/addresses', { name: 'a' });
    const { address } = project.get('regions/us-east1/addresses/a');
    const networkInterfaces = [{ accessConfigs: [{ natIP: address }] }];
    project.finish('POST', PATH, instance('i', { networkInterfaces }));
    expect(project.get('regions/us-east1/addresses/a')).toMatchObject({
      status: 'IN_USE',
      users: [`${LINK}${PATH}/i`],
    });
    const { error } = project.finish('POST', PATH, instance('j', { networkInterfaces }));
    expect(error).toMatchObject({ errors: [{ code: 'IP_IN_USE_BY_ANOTHER_RESOURCE' }] });
    project.finish('DELETE', `${PATH}/i`);
    expect(project.get('regions/us-east1/addresses/a')['status']).toBe('RESERVED');
  });

  test('do not share an internal address', () => {
    const networkInterfaces = [{ networkIP: '10.142.0.2' }];
    const project = projectWithInstance({ networkInterfaces });
    const { error } = project.finish('POST', PATH, instance('j', { networkInterfaces }));
    expect(error).toMatchObject({
      errors: [{ message: "IP '10.142.0.2' is already being used by another resource." }],
    });
    project.finish('POST', PATH, instance('k'));
    expect(nic(project.get(`${PATH}/k`))['networkIP']).toBe('10.142.0.3');
  });
});

describe('deletion of instances', () => {
  test('takes the disks with it that should go', () => {
    const project = projectWithInstance();
    project.finish('DELETE', `${PATH}/i`);
    expect(project.send('GET', `${ZONE}/disks/i`).status).toBe(404);
  });

  test('leaves the others, which remember it', () => {
    const project = testProject();
    project.finish('POST', `${ZONE}/disks`, { name: 'd' });
    project.finish('POST', PATH, instance('i', { disks: [{ boot: true, source: `${ZONE}/disks/d` }] }));
    project.finish('DELETE', `${PATH}/i`);
    const disk = project.get(`${ZONE}/disks/d`);
    expect(disk).toMatchObject({ lastAttachTimestamp: expect.any(String), lastDetachTimestamp: expect.any(String) });
    expect(disk).not.toHaveProperty('users');
  });

  test('is refused while they are protected', () => {
    const project = projectWithInstance({ deletionProtection: true });
    expect(project.refused('DELETE', `${PATH}/i`)).toEqual({
      status: 400,
      reason: 'invalidResourceUsage',
      message: "Invalid resource usage: 'Resource cannot be deleted if it's protected against deletion.'.",
    });
    project.finish('POST', `${PATH}/i/setDeletionProtection?deletionProtection=false`);
    project.finish('DELETE', `${PATH}/i`);
  });
});

test('an update replaces settings, and leaves disks and interfaces alone', () => {
  const project = projectWithInstance({ labels: { a: 'b' } });
  const before = project.get(`${PATH}/i`);
  project.finish('PUT', `${PATH}/i`, { ...before, disks: [], networkInterfaces: [], tags: { items: ['t'] } });
  const after = project.get(`${PATH}/i`);
  expect(after).toMatchObject({ tags: { items: ['t'] }, disks: before['disks'], status: 'RUNNING' });
  expect(asObject(after['metadata'])['fingerprint']).toBe(asObject(before['metadata'])['fingerprint']);
  expect(asObject(after['tags'])['fingerprint']).not.toBe(asObject(before['tags'])['fingerprint']);
});

test.each(['', 'Automatic'])(
  'a least platform left to the service (%j) is none, of a new instance and of an update',
  (sent) => {
    const project = projectWithInstance({ minCpuPlatform: sent });
    const before = project.get(`${PATH}/i`);
    expect(before).not.toHaveProperty('minCpuPlatform');
    project.make('PUT', `${PATH}/i`, { ...before, minCpuPlatform: sent });
    expect(project.get(`${PATH}/i`)).not.toHaveProperty('minCpuPlatform');
  },
);

test('labels are set by an operation with a name of its own', () => {
  const project = projectWithInstance();
  const { labelFingerprint } = project.get(`${PATH}/i`);
  const operation = project.finish('POST', `${PATH}/i/setLabels`, { labels: { a: 'b' }, labelFingerprint });
  expect(operation['operationType']).toBe('compute.instance.setLabels');
});
