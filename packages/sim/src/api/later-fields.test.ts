import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn, testProject } from '../../test/test-project.ts';
import type { JsonObject } from '../kernel/json.ts';

const ZONE = 'zones/us-central1-a';
const IMAGE = 'projects/debian-cloud/global/images/family/debian-12';
const DISKS = [{ boot: true, initializeParams: { sourceImage: IMAGE } }];

/** The same project, spoken to through beta. */
const throughBeta = ({ simulator }: TestProject): TestProject => projectIn(simulator, 'p1', 'beta');

/** A resource as beta shows it, after v1 has been seen to show none of the fields. */
function inBeta(project: TestProject, path: string, fields: readonly string[]): JsonObject {
  for (const field of fields) expect(project.get(path)).not.toHaveProperty(field);
  return throughBeta(project).get(path);
}

describe('later versions show of every resource', () => {
  test('of a disk, whether it is locked and whether many can write to it', () => {
    const project = testProject();
    project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
    const fields = ['locked', 'multiWriter'];
    expect(inBeta(project, `${ZONE}/disks/d`, fields)).toMatchObject({ locked: false, multiWriter: false });
    throughBeta(project).make('POST', 'global/images', { name: 'i', sourceDisk: `${ZONE}/disks/d`, locked: true });
    project.make('POST', `${ZONE}/disks`, { name: 'e', sourceImage: 'global/images/i' });
    expect(inBeta(project, `${ZONE}/disks/e`, fields)).toMatchObject({ locked: true });
  });

  test('of an instance, the parts of shielded ones by their older names', () => {
    const project = testProject();
    const shieldedInstanceConfig = { enableSecureBoot: true, enableVtpm: true, enableIntegrityMonitoring: false };
    const machineType = `${ZONE}/machineTypes/e2-small`;
    const body = { name: 'i', machineType, disks: DISKS, networkInterfaces: [{}], shieldedInstanceConfig };
    project.make('POST', `${ZONE}/instances`, body);
    expect(inBeta(project, `${ZONE}/instances/i`, ['shieldedVmConfig'])).toMatchObject({
      shieldedVmConfig: shieldedInstanceConfig,
      shieldedVmIntegrityPolicy: { updateAutoLearnPolicy: true },
    });
  });

  test('of a managed group, its account, how long new instances take, and whether it is stateful', () => {
    const project = testProject();
    const properties = { machineType: 'e2-small', disks: DISKS, networkInterfaces: [{}] };
    project.make('POST', 'global/instanceTemplates', { name: 't', properties });
    const manager = { name: 'm', instanceTemplate: 'global/instanceTemplates/t', targetSize: 0 };
    const path = `${ZONE}/instanceGroupManagers`;
    project.make('POST', path, manager);
    expect(inBeta(project, `${path}/m`, ['serviceAccount'])).toMatchObject({
      serviceAccount: expect.stringMatching(/^\d+@cloudservices\.gserviceaccount\.com$/),
      status: { isStable: true, stateful: { hasStatefulConfig: false, isStateful: false } },
      updatePolicy: { minReadySec: 0, type: 'OPPORTUNISTIC' },
    });
    throughBeta(project).make('PATCH', `${path}/m`, { updatePolicy: { minReadySec: 60 }, serviceAccount: 'a@b.c' });
    project.make('PATCH', `${path}/m`, { updatePolicy: { minimalAction: 'RESTART' } });
    expect(inBeta(project, `${path}/m`, ['serviceAccount'])).toMatchObject({
      serviceAccount: 'a@b.c',
      updatePolicy: { minReadySec: 60, minimalAction: 'RESTART' },
    });
    expect(project.get(`${path}/m`)['updatePolicy']).not.toHaveProperty('minReadySec');
  });

  test('of shared capacity, the projects as a list, by which it can be shared as well', () => {
    const project = testProject();
    const specificReservation = { count: '1', instanceProperties: { machineType: 'e2-small' } };
    const shareSettings = { shareType: 'SPECIFIC_PROJECTS', projects: ['123'] };
    throughBeta(project).make('POST', `${ZONE}/reservations`, { name: 'r', specificReservation, shareSettings });
    expect(project.get(`${ZONE}/reservations/r`)['shareSettings']).toEqual({
      shareType: 'SPECIFIC_PROJECTS',
      projectMap: { 123: { projectId: '123' } },
    });
    expect(inBeta(project, `${ZONE}/reservations/r`, [])).toMatchObject({ shareSettings: { projects: ['123'] } });
  });

  test('of a zonal group of endpoints, what it was before there were others', () => {
    const project = testProject();
    const group = { name: 'n', defaultPort: 90, subnetwork: 'regions/us-central1/subnetworks/default' };
    project.make('POST', `${ZONE}/networkEndpointGroups`, group);
    const link = 'https://www.googleapis.com/compute/beta/projects/p1';
    expect(inBeta(project, `${ZONE}/networkEndpointGroups/n`, ['loadBalancer'])['loadBalancer']).toEqual({
      defaultPort: 90,
      network: `${link}/global/networks/default`,
      subnetwork: `${link}/regions/us-central1/subnetworks/default`,
      zone: `${link}/zones/us-central1-a`,
    });
  });

  test('of a project, its tier of protection by the older name', () => {
    const project = testProject();
    expect(inBeta(project, '', ['managedProtectionTier'])).toMatchObject({ managedProtectionTier: 'CA_STANDARD' });
  });
});

describe('the older field for logging of a firewall', () => {
  const path = 'global/firewalls/f';
  const allowed = [{ IPProtocol: 'tcp' }];

  test('is the other one', () => {
    const project = testProject();
    throughBeta(project).make('POST', 'global/firewalls', { name: 'f', allowed, enableLogging: true });
    expect(project.get(path)['logConfig']).toEqual({ enable: true });
    expect(inBeta(project, path, ['enableLogging'])['enableLogging']).toBe(true);
    project.make('PATCH', path, { logConfig: { enable: false } });
    expect(inBeta(project, path, ['enableLogging'])['enableLogging']).toBe(false);
  });

  test('gives way to that', () => {
    const project = testProject();
    const body = { name: 'f', allowed, enableLogging: true, logConfig: { enable: false } };
    throughBeta(project).make('POST', 'global/firewalls', body);
    expect(project.get(path)['logConfig']).toEqual({ enable: false });
  });
});
