import { describe, expect, test } from 'vitest';
import { asObject } from '../../kernel/json.ts';
import { LINK, projectWithInstance, projectWithManager, ZONE } from '../../../test/machines.ts';

const PATH = `${ZONE}/instances/i`;

describe.each([
  ['setMetadata', 'metadata', { items: [{ key: 'k', value: 'v' }] }],
  ['setTags', 'tags', { items: ['t'] }],
])('%s', (verb, field, value) => {
  test('replaces them, given their fingerprint', () => {
    const project = projectWithInstance();
    const { fingerprint } = asObject(project.get(PATH)[field]);
    const operation = project.finish('POST', `${PATH}/${verb}`, { ...value, fingerprint });
    expect(operation['operationType']).toBe(verb);
    expect(project.get(PATH)[field]).toMatchObject(value);
    expect(asObject(project.get(PATH)[field])['fingerprint']).not.toBe(fingerprint);
  });

  test('refuses a stale fingerprint, and none', () => {
    const stale = projectWithInstance().refused('POST', `${PATH}/${verb}`, { ...value, fingerprint: 'AAAAAAAAAAA=' });
    expect(stale).toMatchObject({
      status: 412,
      message: `Supplied fingerprint does not match current ${field} fingerprint.`,
    });
    const none = projectWithInstance().refusal('POST', `${PATH}/${verb}`, value);
    expect(none).toMatch(
      field === 'metadata' ? /^412 Supplied fingerprint does not match/ : /^400 .*resource.fingerprint/,
    );
  });
});

describe('an instance at rest', () => {
  test.each([
    [
      'POST',
      'setMachineType',
      { machineType: `${ZONE}/machineTypes/e2-medium` },
      { machineType: `${LINK}${ZONE}/machineTypes/e2-medium` },
    ],
    ['POST', 'setMinCpuPlatform', { minCpuPlatform: 'Intel Broadwell' }, { minCpuPlatform: 'Intel Broadwell' }],
    [
      'PATCH',
      'updateShieldedInstanceConfig',
      { enableSecureBoot: true },
      { shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true } },
    ],
    ['PATCH', 'updateDisplayDevice', { enableDisplay: true }, { displayDevice: { enableDisplay: true } }],
  ])('can be changed by %s %s', (method, verb, body, expected) => {
    const project = projectWithInstance();
    expect(project.finish(method, `${PATH}/${verb}`, body)['error']).toMatchObject({
      errors: [{ code: 'RESOURCE_NOT_READY' }],
    });
    project.finish('POST', `${PATH}/stop`);
    project.make(method, `${PATH}/${verb}`, body);
    expect(project.get(PATH)).toMatchObject(expected);
  });

  test('can run as somebody else', () => {
    const project = projectWithInstance();
    const body = { email: 'a@b.c', scopes: ['s'] };
    expect(project.refusal('POST', `${PATH}/setServiceAccount`, body)).toMatch(
      /must be stopped before the service account/,
    );
    project.finish('POST', `${PATH}/stop`);
    project.make('POST', `${PATH}/setServiceAccount`, body);
    expect(project.get(PATH)['serviceAccounts']).toEqual([body]);
    project.make('POST', `${PATH}/setServiceAccount`, {});
    expect(project.get(PATH)).not.toHaveProperty('serviceAccounts');
  });

  test('takes only a machine type that exists', () => {
    const project = projectWithInstance();
    project.finish('POST', `${PATH}/stop`);
    const machineType = `${ZONE}/machineTypes/x`;
    expect(project.refusal('POST', `${PATH}/setMachineType`, { machineType })).toMatch(/Machine type with name 'x'/);
    expect(project.refusal('POST', `${PATH}/setMachineType`, {})).toMatch(/^400/);
  });
});

describe('a running instance', () => {
  test('can be scheduled otherwise', () => {
    const project = projectWithInstance();
    project.make('POST', `${PATH}/setScheduling`, { automaticRestart: false });
    expect(project.get(PATH)['scheduling']).toMatchObject({ automaticRestart: false, onHostMaintenance: 'MIGRATE' });
  });

  test('loses what is sent as null of its scheduling, and keeps what is not sent', () => {
    const project = projectWithInstance();
    project.make('POST', `${PATH}/setScheduling`, { hostErrorTimeoutSeconds: 120 });
    project.make('POST', `${PATH}/setScheduling`, { automaticRestart: true });
    expect(project.get(PATH)['scheduling']).toMatchObject({ hostErrorTimeoutSeconds: 120 });
    project.make('POST', `${PATH}/setScheduling`, { hostErrorTimeoutSeconds: null });
    expect(project.get(PATH)['scheduling']).not.toHaveProperty('hostErrorTimeoutSeconds');
  });

  test('can be given policies', () => {
    const project = projectWithInstance();
    project.make('POST', 'regions/us-east1/resourcePolicies', { name: 'r', groupPlacementPolicy: { vmCount: 2 } });
    const resourcePolicies = ['regions/us-east1/resourcePolicies/r'];
    project.make('POST', `${PATH}/addResourcePolicies`, { resourcePolicies });
    expect(project.get(PATH)['resourcePolicies']).toEqual([LINK + resourcePolicies[0]]);
    project.make('POST', `${PATH}/removeResourcePolicies`, { resourcePolicies });
    expect(project.get(PATH)).not.toHaveProperty('resourcePolicies');
  });

  test('can be protected', () => {
    const project = projectWithInstance();
    project.make('POST', `${PATH}/setDeletionProtection`);
    expect(project.get(PATH)['deletionProtection']).toBe(true);
  });

  test('are not protected where a group decides on them', () => {
    const project = projectWithManager({ targetSize: 1 });
    const [name = ''] = project.names(`${ZONE}/instances`);
    const verb = `${ZONE}/instances/${name}/setDeletionProtection`;
    expect(project.refusal('POST', verb)).toBe(
      "400 Invalid resource usage: 'Cannot set Deletion Protection on instance attached to Managed Instance Group.'.",
    );
    project.make('POST', `${verb}?deletionProtection=false`);
  });

  test('has printed nothing', () => {
    expect(projectWithInstance().get(`${PATH}/serialPort`)).toMatchObject({
      kind: 'compute#serialPortOutput',
      contents: '',
      next: '0',
    });
  });

  test('shows the firewalls of its network', () => {
    const project = projectWithInstance();
    project.make('POST', 'global/firewalls', { name: 'f', allowed: [{ IPProtocol: 'tcp' }] });
    expect(project.get(`${PATH}/getEffectiveFirewalls?networkInterface=nic0`)).toMatchObject({
      firewalls: expect.arrayContaining([expect.objectContaining({ name: 'f' })]),
    });
    const other = `${PATH}/getEffectiveFirewalls?networkInterface=nic9`;
    expect(project.refusal('GET', other)).toMatch(/no network interface of that name/);
  });

  test('knows its groups', () => {
    const project = projectWithInstance();
    expect(project.list(`${PATH}/referrers`)).toEqual([]);
    project.make('POST', `${ZONE}/instanceGroups`, { name: 'g' });
    project.make('POST', `${ZONE}/instanceGroups/g/addInstances`, { instances: [{ instance: PATH }] });
    expect(project.list(`${PATH}/referrers`)).toMatchObject([
      { referenceType: 'MEMBER_OF', referrer: `${LINK}${ZONE}/instanceGroups/g`, target: LINK + PATH },
    ]);
  });
});
