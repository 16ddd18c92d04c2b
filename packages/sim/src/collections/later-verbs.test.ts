import { describe, expect, test } from 'vitest';
import { asString } from '../kernel/json.ts';
import { testProject } from '../../test/test-project.ts';

const ZONE = 'zones/us-east1-b';
const REGION = 'regions/us-east1';
const SUB_BLOCK = `${ZONE}/reservations/r/reservationBlocks/b/reservationSubBlocks/s`;

describe('what nobody can make here is not there', () => {
  test.each([
    ['v1', `${ZONE}/reservations/r/performMaintenance`],
    ['v1', `${ZONE}/reservations/r/reservationBlocks/b/performMaintenance`],
    ['v1', `${SUB_BLOCK}/performMaintenance`],
    ['v1', `${SUB_BLOCK}/getVersion`],
    ['v1', `${SUB_BLOCK}/reportFaulty`],
    ['v1', `${SUB_BLOCK}/reservationSlots/x/getHealth`],
    ['v1', `${SUB_BLOCK}/reservationSlots/x/getVersion`],
    ['v1', 'global/rollouts/r/advance?currentWaveNumber=1'],
    ['v1', 'global/rollouts/r/pause'],
    ['v1', 'global/rollouts/r/resume'],
    ['beta', 'global/recoverableSnapshots/s/recover'],
    ['alpha', `${REGION}/recoverableSnapshots/s/recover`],
  ] as const)('%s: %s', (version, path) => {
    expect(testProject({}, 'p1', version).refused('POST', path, {})).toMatchObject({ status: 404 });
  });
});

describe('settings that there is one of', () => {
  test.each([
    ['beta', `${ZONE}/diskSettings`, { accessLocation: { policy: 'SPECIFIC_REGIONS' } }],
    ['beta', `${REGION}/diskSettings`, { accessLocation: { policy: 'SPECIFIC_REGIONS' } }],
    ['v1', 'global/globalFrontendSettings', { bundleType: 'GLOBAL_FRONT_END' }],
  ] as const)('%s: %s are there before they are changed', (version, path, change) => {
    const project = testProject({}, 'p1', version);
    expect(project.get(path)).not.toMatchObject(change);
    expect(project.send('PATCH', path, change).status).toBe(200);
    expect(project.get(path)).toMatchObject(change);
  });

  test('an operation lies where the message that is answered has one', () => {
    const body = { bundleType: 'GLOBAL_FRONT_END' };
    expect(testProject().send('PATCH', 'global/globalFrontendSettings', body).body).toMatchObject({
      operation: { kind: 'compute#operation', operationType: 'patch' },
    });
  });
});

test('a rule of an organization’s firewall policy is in force at once', () => {
  const alpha = testProject({}, 'p1', 'alpha');
  alpha.finish('POST', 'locations/global/firewallPolicies?parentId=organizations/1', { shortName: 'p' });
  const [policy] = alpha.list('locations/global/firewallPolicies?parentId=organizations/1');
  const path = `locations/global/firewallPolicies/${asString(policy?.['name'])}`;
  expect(alpha.finish('POST', `${path}/forceStartProgressiveRollout`)).toMatchObject({ status: 'DONE' });
});

test('nodes of a group are maintained if it has them', () => {
  const project = testProject();
  project.make('POST', `${REGION}/nodeTemplates`, { name: 't', nodeType: 'n1-node-96-624' });
  const body = { name: 'g', nodeTemplate: `${REGION}/nodeTemplates/t` };
  project.make('POST', `${ZONE}/nodeGroups?initialNodeCount=1`, body);
  const { items } = project.send('POST', `${ZONE}/nodeGroups/g/listNodes`).body ?? {};
  const nodes = (items as { name: string }[]).map(({ name }) => name);
  for (const method of ['performMaintenance', 'simulateMaintenanceEvent']) {
    project.make('POST', `${ZONE}/nodeGroups/g/${method}`, { nodes });
    expect(project.refusal('POST', `${ZONE}/nodeGroups/g/${method}`, { nodes: ['x'] })).toMatch(/no node of that name/);
    expect(project.refusal('POST', `${ZONE}/nodeGroups/g/${method}`, {})).toMatch(/^400 Required/);
  }
});

test('a commitment is cancelled, and moves what two reservations hold', () => {
  const alpha = testProject({}, 'p1', 'alpha');
  const resources = [{ type: 'VCPU', amount: '4' }];
  alpha.make('POST', `${REGION}/commitments`, { name: 'c', plan: 'TWELVE_MONTH', resources });
  for (const [name, count] of [
    ['a', '3'],
    ['b', '1'],
  ] as const) {
    const specificReservation = { count, instanceProperties: { machineType: 'n1-standard-1' } };
    alpha.make('POST', `${ZONE}/reservations`, { name, specificReservation });
  }
  const to = (name: string, count: string): object => ({ name, zone: 'us-east1-b', specificReservation: { count } });
  const update = `${REGION}/commitments/c/updateReservations`;
  alpha.make('POST', update, { reservations: [to('a', '2'), to('b', '2')] });
  expect(alpha.get(`${ZONE}/reservations/b`)).toMatchObject({ specificReservation: { count: '2' } });
  expect(alpha.refusal('POST', update, { reservations: [to('a', '2')] })).toMatch(/^400 .*Two reservations/);
  alpha.make('POST', `${REGION}/commitments/c/cancel`);
  expect(alpha.get(`${REGION}/commitments/c`)['status']).toBe('CANCELLED');
});

test('alpha cancels what is queued, and fails controllers over', () => {
  const alpha = testProject({}, 'p1', 'alpha');
  const queued = `${ZONE}/queuedResources/q`;
  alpha.make('POST', `${ZONE}/queuedResources`, { name: 'q' });
  alpha.make('POST', `${queued}/cancel`);
  expect(alpha.get(queued)['state']).toBe('CANCELLED');
  expect(alpha.refusal('POST', `${queued}/cancel`)).toMatch(/^400 .*ACCEPTED/);
  const zoneConfigurations = { 'us-east1-b': {}, 'us-east1-c': {} };
  alpha.make('POST', `${REGION}/haControllers`, { name: 'h', zoneConfigurations });
  alpha.make('POST', `${REGION}/haControllers/h/failover`, { failoverToZone: 'us-east1-c' });
  expect(alpha.get(`${REGION}/haControllers/h`)).toMatchObject({ status: { primaryZone: 'us-east1-c' } });
  const nowhere = { failoverToZone: 'us-west1-a' };
  expect(alpha.refusal('POST', `${REGION}/haControllers/h/failover`, nowhere)).toMatch(/no configuration/);
});

test('the sets of preconfigured expressions are those that are documented', () => {
  const path = 'global/securityPolicies/listPreconfiguredExpressionSets';
  expect(JSON.stringify(testProject().get(path))).toContain('"sqli-v33-stable"');
});
