import { describe, expect, test } from 'vitest';
import { instance, LINK, projectWithInstance, ZONE } from '../../../test/machines.ts';
import { projectIn } from '../../../test/test-project.ts';
import { asArray, asObject } from '../../kernel/json.ts';

const PATH = `${ZONE}/instances/i`;

describe('a dynamic network interface', () => {
  const nic = { parentNicName: 'nic0', vlan: 5, network: 'global/networks/default' };

  test('comes on top of another one, while the instance runs, and goes again', () => {
    const project = projectWithInstance();
    project.make('POST', `${PATH}/addNetworkInterface`, nic);
    const [first, added] = asArray(project.get(PATH)['networkInterfaces']).map(asObject);
    const network = `${LINK}global/networks/default`;
    expect(added).toMatchObject({ name: 'nic0.5', vlan: 5, parentNicName: 'nic0', network });
    expect(added?.['networkIP']).not.toBe(first?.['networkIP']);
    project.make('POST', `${PATH}/deleteNetworkInterface?networkInterfaceName=nic0.5`);
    expect(asArray(project.get(PATH)['networkInterfaces'])).toHaveLength(1);
  });

  test.each([
    ['addNetworkInterface', { ...nic, vlan: undefined }, "400 Required field 'resource.vlan' not specified"],
    ['addNetworkInterface', { ...nic, parentNicName: 'nic7' }, /^400 .*parentNicName': 'nic7'/],
    ['deleteNetworkInterface?networkInterfaceName=nic0', undefined, /^400 .*no dynamic network interface/],
  ] as const)('%s refuses %j', (method, body, message) => {
    expect(projectWithInstance().refusal('POST', `${PATH}/${method}`, body)).toMatch(message);
  });

  test('has its tag once', () => {
    const project = projectWithInstance();
    project.make('POST', `${PATH}/addNetworkInterface`, nic);
    expect(project.refusal('POST', `${PATH}/addNetworkInterface`, nic)).toMatch(/^400 .*'nic0.5' already/);
  });
});

describe('setName', () => {
  test('gives an instance at rest another name, under which it is the same', () => {
    const project = projectWithInstance();
    const { id } = project.get(PATH);
    expect(project.finish('POST', `${PATH}/setName`, { name: 'j', currentName: 'i' })['error']).toBeDefined();
    project.make('POST', `${PATH}/stop`);
    const operation = project.finish('POST', `${PATH}/setName`, { name: 'j', currentName: 'i' });
    expect(operation).toMatchObject({ status: 'DONE', targetId: id });
    expect(project.refused('GET', PATH).status).toBe(404);
    expect(project.get(`${ZONE}/instances/j`)).toMatchObject({ id, name: 'j' });
    expect(project.get(`${ZONE}/disks/i`)['users']).toEqual([project.get(`${ZONE}/instances/j`)['selfLink']]);
  });

  test('needs the present name, a free one, and that nothing names the instance', () => {
    const project = projectWithInstance();
    project.make('POST', `${ZONE}/instances`, instance('k'));
    project.make('POST', `${PATH}/stop`);
    const rename = (body: object): string => project.refusal('POST', `${PATH}/setName`, body);
    expect(rename({ name: 'j', currentName: 'x' })).toMatch(/^412 /);
    expect(rename({ name: 'j' })).toMatch(/^400 Required field 'resource.currentName'/);
    expect(rename({ name: 'k', currentName: 'i' })).toMatch(/^409 .*already exists/);
    project.make('POST', `${ZONE}/targetInstances`, { name: 't', instance: PATH });
    expect(rename({ name: 'j', currentName: 'i' })).toMatch(/^400 .*already being used by/);
  });
});

test('setSecurityPolicy guards the named interfaces that have an access config, or lets them go', () => {
  const networkInterfaces = [{ network: 'global/networks/default', accessConfigs: [{}] }];
  const project = projectWithInstance({ networkInterfaces });
  project.make('POST', 'regions/us-east1/securityPolicies', { name: 'p', type: 'CLOUD_ARMOR_NETWORK' });
  const set = `${PATH}/setSecurityPolicy`;
  const securityPolicy = 'regions/us-east1/securityPolicies/p';
  project.make('POST', set, { networkInterfaces: ['nic0'], securityPolicy });
  expect(project.get(PATH)).toMatchObject({
    networkInterfaces: [{ accessConfigs: [{ securityPolicy: expect.stringContaining(securityPolicy) }] }],
  });
  expect(project.refusal('POST', set, { networkInterfaces: ['nic1'], securityPolicy })).toMatch(/^400 .*'nic1'/);
  expect(project.refusal('POST', set, { networkInterfaces: ['nic0'], securityPolicy: 'x' })).toMatch(/cannot be found/);
  project.make('POST', set, { networkInterfaces: ['nic0'], securityPolicy: '' });
  expect(JSON.stringify(project.get(PATH))).not.toContain('securityPolic');
});

describe('the host of an instance', () => {
  test('is maintained as a simulated event does', () => {
    const project = projectWithInstance({
      machineType: `${ZONE}/machineTypes/n1-standard-1`,
      scheduling: { onHostMaintenance: 'TERMINATE', automaticRestart: false },
    });
    project.make('POST', `${PATH}/performMaintenance`);
    expect(project.get(PATH)['status']).toBe('TERMINATED');
  });

  test('is reported as faulty, whereupon the instance starts anew', () => {
    const project = projectWithInstance();
    const { lastStartTimestamp } = project.get(PATH);
    const report = `${PATH}/reportHostAsFaulty`;
    project.make('POST', report, { disruptionSchedule: 'IMMEDIATE' });
    expect(project.get(PATH)['status']).toBe('RUNNING');
    expect(project.get(PATH)['lastStartTimestamp']).not.toBe(lastStartTimestamp);
    expect(project.refusal('POST', report, {})).toMatch(/^400 Required/);
    expect(project.refusal('POST', report, { disruptionSchedule: 'FUTURE' })).toMatch(/^400 .*IMMEDIATE/);
  });

  test('interrupts only what runs', () => {
    const project = projectWithInstance();
    expect(project.send('POST', `${PATH}/sendDiagnosticInterrupt`).status).toBe(204);
    project.make('POST', `${PATH}/stop`);
    expect(project.refusal('POST', `${PATH}/sendDiagnosticInterrupt`)).toMatch(/^400 .*must run/);
  });
});

describe('what nothing here provides is', () => {
  test.each([
    ['getGuestAttributes?queryPath=hostkeys/', "404 The resource 'hostkeys/' of type 'Guest Attribute' was not found."],
    ['screenshot', /^400 .*display device is not enabled/],
  ])('refused: %s', (path, message) => {
    expect(projectWithInstance().refusal('GET', `${PATH}/${path}`)).toMatch(message);
  });

  test('empty, where there could be something', () => {
    const project = projectWithInstance({ displayDevice: { enableDisplay: true } });
    const beta = projectIn(project.simulator, 'p1', 'beta');
    expect(project.get(`${PATH}/screenshot`)).toEqual({ kind: 'compute#screenshot', contents: '' });
    expect(project.get(`${PATH}/getShieldedInstanceIdentity`)).toEqual({ kind: 'compute#shieldedInstanceIdentity' });
    expect(beta.get(`${PATH}/getShieldedVmIdentity`)).toEqual({ kind: 'compute#shieldedVmIdentity' });
    expect(beta.list(`${PATH}/vmExtensionStates`)).toEqual([]);
    expect(beta.refusal('GET', `${PATH}/vmExtensionStates/ops-agent`)).toMatch(
      /^404 .*\/instances\/i\/vmExtensionStates\/ops-agent' was not found/,
    );
  });

  test.each(['getGuestAttributes?queryPath=hostkeys/', 'getShieldedVmIdentity', 'screenshot', 'vmExtensionStates'])(
    'not found of an instance that is not there: %s',
    (path) => {
      const beta = projectIn(projectWithInstance().simulator, 'p1', 'beta');
      expect(beta.refusal('GET', `${ZONE}/instances/none/${path}`)).toMatch(/^404 .*instances\/none' was not found/);
    },
  );
});

describe('beta', () => {
  test('changes the parts of shielded instances by their older names', () => {
    const project = projectWithInstance();
    const beta = projectIn(project.simulator, 'p1', 'beta');
    beta.make('PATCH', `${PATH}/setShieldedVmIntegrityPolicy`, { updateAutoLearnPolicy: false });
    project.make('POST', `${PATH}/stop`);
    beta.make('PATCH', `${PATH}/updateShieldedVmConfig`, { enableSecureBoot: true });
    expect(project.get(PATH)).toMatchObject({
      shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true },
      shieldedInstanceIntegrityPolicy: { updateAutoLearnPolicy: false },
    });
  });

  test('merges the metadata of partners, namespace by namespace, if their fingerprint is current', () => {
    const project = projectWithInstance();
    const beta = projectIn(project.simulator, 'p1', 'beta');
    const patch = (partnerMetadata: object, fingerprint?: unknown): void =>
      beta.make('POST', `${PATH}/patchPartnerMetadata`, { partnerMetadata, fingerprint });
    patch({ a: { entries: { x: 1, y: 2 } }, b: { entries: { z: 3 } } });
    const { fingerprint } = beta.get(`${PATH}/getPartnerMetadata`);
    patch({ a: { entries: { y: null, w: 4 } }, b: null }, fingerprint);
    expect(beta.get(`${PATH}/getPartnerMetadata`)).toMatchObject({
      partnerMetadata: { a: { entries: { x: 1, w: 4 } } },
    });
    expect(beta.get(`${PATH}/getPartnerMetadata?namespaces=b`)['partnerMetadata']).toEqual({});
    const stale = { partnerMetadata: {}, fingerprint };
    expect(beta.refused('POST', `${PATH}/patchPartnerMetadata`, stale).status).toBe(412);
    expect(project.get(PATH)).not.toHaveProperty('partnerMetadata');
  });
});
