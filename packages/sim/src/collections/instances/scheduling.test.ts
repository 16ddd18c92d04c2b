import { expect, test } from 'vitest';
import { instance, template, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const INSTANCES = `${ZONE}/instances`;
const TEMPLATE = 'global/instanceTemplates/t';
const SPOT = { provisioningModel: 'SPOT' };

const inserted = (project: TestProject, scheduling: object): void =>
  project.make('POST', `${INSTANCES}?sourceInstanceTemplate=${TEMPLATE}`, { name: 'i-1', scheduling });
const madeInBulk = (project: TestProject, scheduling: object): void => {
  const body = { sourceInstanceTemplate: TEMPLATE, instanceProperties: { scheduling }, count: '1', namePattern: 'i-#' };
  project.make('POST', `${INSTANCES}/bulkInsert`, body);
};

function schedulingOf(make: typeof inserted, ofTemplate: object, sent: object): unknown {
  const project = testProject();
  const properties = { machineType: 'n1-standard-1', scheduling: ofTemplate };
  project.make('POST', 'global/instanceTemplates', template('t', properties));
  make(project, sent);
  return project.get(`${INSTANCES}/i-1`)['scheduling'];
}

test.each([
  ['inserted', inserted],
  ['made in bulk', madeInBulk],
])('an instance of a template is preemptible where the request says so, %s', (_, make) => {
  const spot = {
    automaticRestart: false,
    instanceTerminationAction: 'STOP',
    minNodeCpus: 2,
    onHostMaintenance: 'TERMINATE',
    preemptible: true,
    provisioningModel: 'SPOT',
  };
  expect(schedulingOf(make, { minNodeCpus: 2 }, SPOT)).toEqual(spot);
  expect(schedulingOf(make, { minNodeCpus: 2 }, { ...SPOT, automaticRestart: false })).toEqual(spot);
  expect(schedulingOf(make, {}, { preemptible: true })).toEqual({
    automaticRestart: false,
    onHostMaintenance: 'TERMINATE',
    preemptible: true,
  });
  expect(schedulingOf(make, { ...SPOT, instanceTerminationAction: 'DELETE' }, { preemptible: true })).toMatchObject({
    instanceTerminationAction: 'DELETE',
    provisioningModel: 'SPOT',
  });
});

test.each([
  ['inserted', inserted],
  ['made in bulk', madeInBulk],
])('what the template chose stays where the request leaves it, %s', (_, make) => {
  const chosen = { automaticRestart: false, onHostMaintenance: 'TERMINATE' };
  expect(schedulingOf(make, chosen, { minNodeCpus: 2 })).toMatchObject({ ...chosen, minNodeCpus: 2 });
});

test.each([
  ['inserted', inserted],
  ['made in bulk', madeInBulk],
])('what the request itself says twice is refused still, %s', (_, make) => {
  expect(() => schedulingOf(make, {}, { ...SPOT, automaticRestart: true })).toThrow(
    'Scheduling must have preemptible be false when AutomaticRestart is true.',
  );
});

test('only what can end by itself says how it ends', () => {
  const project = testProject();
  const scheduled = (name: string, scheduling: object) =>
    instance(name, { machineType: `${ZONE}/machineTypes/n1-standard-1`, scheduling });
  const action = { instanceTerminationAction: 'DELETE' };
  expect(project.refusal('POST', INSTANCES, scheduled('a', action))).toBe(
    "400 Invalid value for field 'resource.scheduling.instanceTerminationAction': 'DELETE'. You cannot specify a termination action for " +
      'a VM instance that has the standard provisioning model (default). To use instance termination action, the VM instance must use ' +
      'the Spot, Reservation-Bound or Flex Start provisioning model.',
  );
  for (const [name, more] of [
    ['b', SPOT],
    ['c', { maxRunDuration: { seconds: '60' } }],
    ['d', { terminationTime: '2030-01-01T00:00:00Z' }],
  ] as const) {
    project.make('POST', INSTANCES, scheduled(name, { ...action, ...more }));
    expect(project.get(`${INSTANCES}/${name}`)['scheduling']).toMatchObject(action);
  }
});

test('the time that local SSDs have to come back shows both its parts', () => {
  const scheduling = { localSsdRecoveryTimeout: { seconds: '3600' } };
  expect(schedulingOf(inserted, scheduling, {})).toMatchObject({
    localSsdRecoveryTimeout: { nanos: 0, seconds: '3600' },
  });
});

test('an instance runs for half a minute at least, and for 120 days at most', () => {
  const running = (seconds: string) => instance('i', { scheduling: { maxRunDuration: { seconds } } });
  const project = testProject();
  for (const seconds of ['29', '10368001']) {
    expect(project.refusal('POST', INSTANCES, running(seconds))).toMatch(
      /'resource.scheduling.maxRunDuration'.*Must be between 30 and 10368000 seconds\.$/,
    );
  }
  project.make('POST', INSTANCES, running('30'));
});

test('a host that fails is given up after so many times half a minute', () => {
  const waiting = (hostErrorTimeoutSeconds: number) => instance('i', { scheduling: { hostErrorTimeoutSeconds } });
  const project = testProject();
  expect(project.refusal('POST', INSTANCES, waiting(100))).toContain(
    "'resource.scheduling.hostErrorTimeoutSeconds': '100'",
  );
  project.make('POST', INSTANCES, waiting(120));
});

test('an instance is in one of the domains that its policy has', () => {
  const project = testProject();
  const policies = 'regions/us-east1/resourcePolicies';
  project.make('POST', policies, { name: 'spread', groupPlacementPolicy: { availabilityDomainCount: 2 } });
  const placed = (availabilityDomain: number) =>
    instance('i', { scheduling: { availabilityDomain }, resourcePolicies: [`${policies}/spread`] });
  expect(project.refusal('POST', INSTANCES, placed(3))).toContain("'resource.scheduling.availabilityDomain': '3'");
  project.make('POST', INSTANCES, placed(2));
});
