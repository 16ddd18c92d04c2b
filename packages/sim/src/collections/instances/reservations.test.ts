import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import { projectNumberOf } from '../projects/project-number.ts';

const PATH = 'zones/us-central1-a/reservations';
const SPECIFIC = { count: 2, instanceProperties: { machineType: 'n1-standard-1' } };

function projectWith(more: object = {}): TestProject {
  const project = testProject();
  project.finish('POST', PATH, { name: 'r', specificReservation: SPECIFIC, ...more });
  return project;
}

const shareSettings = (...names: readonly string[]) => ({
  shareType: 'SPECIFIC_PROJECTS',
  projectMap: Object.fromEntries(names.map((name) => [name, {}])),
});

describe('reservations', () => {
  test('show their defaults', () => {
    expect(projectWith().get(`${PATH}/r`)).toMatchObject({
      reservationSharingPolicy: { serviceShareType: 'DISALLOW_ALL' },
      resourceStatus: { specificSkuAllocation: {} },
      shareSettings: { shareType: 'LOCAL' },
      specificReservation: { assuredCount: '2', count: '2', inUseCount: '0' },
      specificReservationRequired: false,
      status: 'READY',
    });
  });

  test('are shared with the projects that an update names', () => {
    const project = projectWith({ shareSettings: shareSettings('a') });
    const paths = ['a', 'b'].map((name) => `paths=shareSettings.projectMap.${name}`).join('&');
    const operation = project.finish('PATCH', `${PATH}/r?${paths}`, { shareSettings: shareSettings('a', 'b') });
    expect(operation['operationType']).toBe('compute.allocations.update');
    const [a, b] = [projectNumberOf('a'), projectNumberOf('b')];
    expect(project.get(`${PATH}/r`)['shareSettings']).toMatchObject({
      projectMap: { [a]: { projectId: a }, [b]: { projectId: b } },
    });
    project.finish('PATCH', `${PATH}/r?paths=shareSettings.projectMap.a`, { shareSettings: shareSettings('b') });
    expect(project.get(`${PATH}/r`)['shareSettings']).toEqual({
      shareType: 'SPECIFIC_PROJECTS',
      projectMap: { [b]: { projectId: b } },
    });
  });

  test('can be resized', () => {
    const project = projectWith();
    project.finish('POST', `${PATH}/r/resize`, { specificSkuCount: '5' });
    expect(project.get(`${PATH}/r`)['specificReservation']).toMatchObject({ count: '5', assuredCount: '5' });
    expect(project.refusal('POST', `${PATH}/r/resize`, { specificSkuCount: '0' })).toMatch(/^400 .*specificSkuCount/);
  });

  test('reserve something', () => {
    expect(testProject().refusal('POST', PATH, { name: 'r' })).toBe(
      "400 Required field 'resource.specificReservation' not specified",
    );
    const none = { name: 'r', specificReservation: { ...SPECIFIC, count: 0 } };
    expect(testProject().refusal('POST', PATH, none)).toMatch(/specificReservation.count.*at least 1/);
  });
});
