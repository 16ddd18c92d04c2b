import { describe, expect, test } from 'vitest';
import { instance, LINK, template, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const RESERVATIONS = `${ZONE}/reservations`;
const INSTANCES = `${ZONE}/instances`;

function projectWith(more: object = {}, properties: object = {}): TestProject {
  const project = testProject();
  const specificReservation = { count: '1', instanceProperties: { machineType: 'e2-small', ...properties } };
  project.make('POST', RESERVATIONS, { name: 'r', specificReservation, ...more });
  return project;
}

const used = (project: TestProject): unknown =>
  Object(project.get(`${RESERVATIONS}/r`)['specificReservation']).inUseCount;
const targeting = (...values: readonly string[]) => ({
  reservationAffinity: {
    consumeReservationType: 'SPECIFIC_RESERVATION',
    key: 'compute.googleapis.com/reservation-name',
    values,
  },
});

describe('a reservation is consumed', () => {
  test('by instances like what it reserves, while they run, as far as it goes', () => {
    const project = projectWith();
    expect(used(project)).toBe('0');
    for (const name of ['i', 'j']) project.make('POST', INSTANCES, instance(name));
    expect(used(project)).toBe('1');
    expect(project.get(`${INSTANCES}/i`)['resourceStatus']).toMatchObject({
      reservationConsumptionInfo: { consumedReservation: `projects/p1/${RESERVATIONS}/r` },
    });
    project.make('POST', `${INSTANCES}/i/stop`);
    expect(used(project)).toBe('0');
    project.make('POST', `${INSTANCES}/i/start`);
    expect(used(project)).toBe('1');
    project.make('DELETE', `${INSTANCES}/i`);
    expect(used(project)).toBe('0');
  });

  test.each([
    [{}, {}, { machineType: `${ZONE}/machineTypes/e2-medium` }],
    [{}, { minCpuPlatform: 'Intel Broadwell' }, {}],
    [{ specificReservationRequired: true }, {}, {}],
    [{}, {}, { reservationAffinity: { consumeReservationType: 'NO_RESERVATION' } }],
  ])('not where it is %j of %j, by %j', (more, properties, machine) => {
    const project = projectWith(more, properties);
    project.make('POST', INSTANCES, instance('i', machine));
    expect(used(project)).toBe('0');
  });

  const a100 = [{ acceleratorType: 'nvidia-tesla-a100', acceleratorCount: 1 }];
  const named = [{ ...a100[0], acceleratorType: `${ZONE}/acceleratorTypes/nvidia-tesla-a100` }];
  test.each([
    ['no least platform', {}, { minCpuPlatform: '' }],
    ['a least platform left to the service', { minCpuPlatform: '' }, {}],
    ['least platforms left to the service', { minCpuPlatform: '' }, { minCpuPlatform: 'Automatic' }],
    ['the accelerator of its machine type', { guestAccelerators: a100 }, {}],
    ['that accelerator where the instance names it too', {}, { guestAccelerators: named }],
  ])('by what is like it, with %s', (_, reserved, more) => {
    const machineType = 'a2-highgpu-1g';
    const project = projectWith({}, { machineType, ...reserved });
    const scheduling = { onHostMaintenance: 'TERMINATE' };
    const body = { machineType: `${ZONE}/machineTypes/${machineType}`, scheduling, ...more };
    project.make('POST', INSTANCES, instance('i', body));
    expect(used(project)).toBe('1');
  });

  test('not by what has other accelerators than its machine type', () => {
    const machineType = 'n1-standard-1';
    const guestAccelerators = [{ acceleratorType: 'nvidia-tesla-t4', acceleratorCount: 1 }];
    const project = projectWith({}, { machineType, guestAccelerators });
    project.make('POST', INSTANCES, instance('i', { machineType: `${ZONE}/machineTypes/${machineType}` }));
    expect(used(project)).toBe('0');
  });

  test('by those that name it, where only they may', () => {
    const project = projectWith({ specificReservationRequired: true });
    project.make('POST', INSTANCES, instance('i', targeting('r')));
    expect(used(project)).toBe('1');
    expect(project.refusal('POST', INSTANCES, instance('j', targeting(`projects/p1/reservations/r`)))).toMatch(
      /'resource\.reservationAffinity'.*does not have available resources for the request\.$/,
    );
  });

  test.each([
    [targeting('x'), /Specified reservations \[x\] do not exist\.$/],
    [{ ...targeting('r'), machineType: `${ZONE}/machineTypes/e2-medium` }, /does not match the instance\.$/],
    [targeting(), /Must specify key value fields/],
    [{ reservationAffinity: { ...targeting('r').reservationAffinity, key: 'x' } }, /reservationAffinity\.key': 'x'/],
    [
      { reservationAffinity: { consumeReservationType: 'ANY_RESERVATION', values: ['r'] } },
      /can only be specified for SPECIFIC/,
    ],
  ])('or refused: %j', (more, message) => {
    const project = projectWith({ specificReservationRequired: true });
    expect(project.refusal('POST', INSTANCES, instance('i', more))).toMatch(message);
  });

  test('or refused to those that name one that is for everybody', () => {
    expect(projectWith().refusal('POST', INSTANCES, instance('i', targeting('projects/p1/reservations/r')))).toMatch(
      /'resource\.reservationAffinity': .* Specified reservations \[projects\/p1\/reservations\/r\] can not be targeted as specificReservationRequired is not set$/,
    );
  });

  test('by an instance that is made anew by its manager, or that stops and starts for maintenance, again', () => {
    const machineType = 'n1-standard-1';
    const project = projectWith({ specificReservationRequired: true }, { machineType });
    const scheduling = { onHostMaintenance: 'TERMINATE' };
    project.make('POST', 'global/instanceTemplates', template('t', { machineType, scheduling, ...targeting('r') }));
    const instanceTemplate = 'global/instanceTemplates/t';
    const manager = `${ZONE}/instanceGroupManagers`;
    project.make('POST', manager, { name: 'm', instanceTemplate, targetSize: 1 });
    const [name] = project.names(INSTANCES);
    project.make('POST', `${manager}/m/recreateInstances`, { instances: [`${INSTANCES}/${name}`] });
    expect(used(project)).toBe('1');
    project.make('POST', `${INSTANCES}/${name}/simulateMaintenanceEvent`);
    expect(used(project)).toBe('1');
    expect(
      project.refusal(
        'POST',
        INSTANCES,
        instance('j', { ...targeting('r'), machineType: `${ZONE}/machineTypes/${machineType}` }),
      ),
    ).toContain('available resources');
  });

  test('by instances that are made in bulk, one by one', () => {
    const project = projectWith({
      specificReservation: { count: '2', instanceProperties: { machineType: 'e2-small' } },
    });
    project.make('POST', 'global/instanceTemplates', template('t'));
    const body = { sourceInstanceTemplate: 'global/instanceTemplates/t', count: '3', namePattern: 'i-#' };
    project.make('POST', `${INSTANCES}/bulkInsert`, body);
    expect(used(project)).toBe('2');
  });
});

describe('a reservation of a template', () => {
  test('reserves what the template describes', () => {
    const project = testProject();
    project.make(
      'POST',
      'global/instanceTemplates',
      template('t', { minCpuPlatform: 'Intel Skylake', machineType: 'n1-standard-1' }),
    );
    const sourceInstanceTemplate = 'projects/p1/global/instanceTemplates/t';
    project.make('POST', RESERVATIONS, { name: 'r', specificReservation: { count: '2', sourceInstanceTemplate } });
    expect(project.get(`${RESERVATIONS}/r`)).toMatchObject({
      specificReservation: {
        instanceProperties: { machineType: 'n1-standard-1', minCpuPlatform: 'Intel Skylake' },
        sourceInstanceTemplate: `${LINK}global/instanceTemplates/t`,
      },
      resourceStatus: {
        specificSkuAllocation: { sourceInstanceTemplateId: project.get('global/instanceTemplates/t')['id'] },
      },
    });
  });

  test.each([
    [
      { count: '1', sourceInstanceTemplate: 'global/instanceTemplates/x' },
      /^404 .*instanceTemplates\/x' was not found$/,
    ],
    [{ count: '1', instanceProperties: { machineType: 'x' } }, /instanceProperties\.machineType': 'x'/],
    [{ count: '1001', instanceProperties: { machineType: 'e2-small' } }, /specificReservation\.count': '1001'/],
  ])('or of anything is refused: %j', (specificReservation, message) => {
    expect(testProject().refusal('POST', RESERVATIONS, { name: 'r', specificReservation })).toMatch(message);
  });

  test('cannot say by itself what it reserves', () => {
    const project = testProject();
    project.make('POST', 'global/instanceTemplates', template('t'));
    const both = {
      count: '1',
      sourceInstanceTemplate: 'global/instanceTemplates/t',
      instanceProperties: { machineType: 'e2-small' },
    };
    expect(project.refusal('POST', RESERVATIONS, { name: 'r', specificReservation: both })).toMatch(
      /Only one of instanceProperties/,
    );
  });
});

test('policies of a reservation are links to what is there', () => {
  const project = testProject();
  project.make('POST', 'regions/us-east1/resourcePolicies', {
    name: 'p',
    groupPlacementPolicy: { collocation: 'COLLOCATED' },
  });
  const body = (policy: string) => ({
    name: 'r',
    specificReservation: { count: '1', instanceProperties: { machineType: 'e2-small' } },
    resourcePolicies: { placement: policy },
  });
  expect(project.refusal('POST', RESERVATIONS, body('regions/us-east1/resourcePolicies/x'))).toMatch(
    /resourcePolicies\[placement\]/,
  );
  project.make('POST', RESERVATIONS, body('regions/us-east1/resourcePolicies/p'));
  expect(project.get(`${RESERVATIONS}/r`)['resourcePolicies']).toEqual({
    placement: `${LINK}regions/us-east1/resourcePolicies/p`,
  });
});
