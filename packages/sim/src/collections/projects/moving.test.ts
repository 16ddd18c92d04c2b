import { expect, test } from 'vitest';
import { instance, projectWithInstance, ZONE } from '../../../test/machines.ts';
import { projectIn, testProject } from '../../../test/test-project.ts';

const TO = 'zones/us-east1-c';

test('a disk moves to another zone', () => {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
  const { id } = project.get(`${ZONE}/disks/d`);
  project.make('POST', 'moveDisk', { targetDisk: `${ZONE}/disks/d`, destinationZone: TO });
  expect(project.names(`${ZONE}/disks`)).toEqual([]);
  const moved = project.get(`${TO}/disks/d`);
  expect(moved).toMatchObject({ id, zone: expect.stringMatching(/us-east1-c$/) });
  expect(moved['type']).toMatch(/us-east1-c\/diskTypes\/pd-standard$/);
});

test('an instance moves with its disks', () => {
  const project = projectWithInstance();
  const { networkInterfaces } = project.get(`${ZONE}/instances/i`);
  project.make('POST', 'moveInstance', { targetInstance: `${ZONE}/instances/i`, destinationZone: TO });
  expect(project.names(`${ZONE}/disks`)).toEqual([]);
  const moved = project.get(`${TO}/instances/i`);
  expect(moved).toMatchObject({
    machineType: expect.stringContaining(TO),
    networkInterfaces,
    disks: [{ source: project.get(`${TO}/disks/i`)['selfLink'] }],
  });
  expect(project.get(`${TO}/disks/i`)['users']).toEqual([moved['selfLink']]);
});

test.each([
  ['moveDisk', { destinationZone: TO }, /^400 Required field 'resource.targetDisk'/],
  ['moveDisk', { targetDisk: `${ZONE}/disks/i` }, /^400 Required field 'resource.destinationZone'/],
  ['moveDisk', { targetDisk: `${ZONE}/disks/x`, destinationZone: TO }, /^404 /],
  ['moveDisk', { targetDisk: `${ZONE}/disks/i`, destinationZone: TO }, /^400 .*being used by/],
  ['moveDisk', { targetDisk: `${ZONE}/disks/i`, destinationZone: 'zones/nowhere' }, /^400 .*no such zone/],
  ['moveInstance', { targetInstance: `${ZONE}/instances/i`, destinationZone: 'zones/us-west1-a' }, /^400 .*region/],
])('%s with %j is refused', (method, body, message) => {
  expect(projectWithInstance().refusal('POST', method, body)).toMatch(message);
});

test('later versions set the account and the tier of a project', () => {
  const project = testProject();
  projectIn(project.simulator, 'p1', 'alpha').make('POST', 'setDefaultServiceAccount', { email: 'a@b.test' });
  projectIn(project.simulator, 'p1', 'beta').make('POST', 'setManagedProtectionTier', {
    managedProtectionTier: 'CAMP_PLUS_PAYGO',
  });
  expect(project.get('')).toMatchObject({ defaultServiceAccount: 'a@b.test', cloudArmorTier: 'CA_ENTERPRISE_PAYGO' });
  project.make('POST', `${ZONE}/instances`, instance('i', { serviceAccounts: [{ email: 'default' }] }));
  expect(project.get(`${ZONE}/instances/i`)['serviceAccounts']).toEqual([{ email: 'a@b.test' }]);
  expect(project.get('regions/us-east1/projectViews')).toMatchObject({ project: { name: 'p1' } });
});
