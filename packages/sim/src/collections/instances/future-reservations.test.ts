import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const PATH = 'zones/us-central1-a/futureReservations';
const START = '2026-11-10T00:00:00Z';
const BODY = {
  name: 'f',
  specificSkuProperties: { instanceProperties: { machineType: 'n1-standard-1' }, totalCount: 1 },
  timeWindow: { startTime: START, duration: { seconds: 86_400 } },
};

function projectWith(more: object = {}): TestProject {
  const project = testProject();
  project.finish('POST', PATH, { ...BODY, ...more });
  return project;
}

describe('future reservations', () => {
  test('show their defaults', () => {
    expect(projectWith().get(`${PATH}/f`)).toMatchObject({
      planningStatus: 'DRAFT',
      specificReservationRequired: false,
      status: { procurementStatus: 'DRAFTING' },
      selfLinkWithId: expect.stringMatching(/futureReservations\/\d+$/),
    });
  });

  test('show the end of their window, however it was given', () => {
    const timeWindow = { startTime: START, endTime: '2026-11-11T00:00:00Z' };
    expect(projectWith().get(`${PATH}/f`)['timeWindow']).toEqual(timeWindow);
    expect(projectWith({ timeWindow }).get(`${PATH}/f`)['timeWindow']).toEqual(timeWindow);
  });

  test('have a description after an update', () => {
    const project = projectWith();
    expect(project.get(`${PATH}/f`)).not.toHaveProperty('description');
    project.finish('PATCH', `${PATH}/f?updateMask=planningStatus`, { planningStatus: 'DRAFT' });
    expect(project.get(`${PATH}/f`)['description']).toBe('');
  });

  test('change what the mask names, and nothing else', () => {
    const project = projectWith();
    project.finish('PATCH', `${PATH}/f?updateMask=time_window.duration`, {
      namePrefix: 'ignored',
      timeWindow: { startTime: '2027-01-01T00:00:00Z', duration: { seconds: 60 } },
    });
    expect(project.get(`${PATH}/f`)).toMatchObject({
      timeWindow: { startTime: START, endTime: '2026-11-10T00:01:00Z' },
    });
    expect(project.get(`${PATH}/f`)).not.toHaveProperty('namePrefix');
  });

  test.each([
    [{ autoDeleteAutoCreatedReservations: true }, '2026-11-11T00:00:00Z'],
    [
      { autoDeleteAutoCreatedReservations: true, autoCreatedReservationsDuration: { seconds: 60 } },
      '2026-11-10T00:01:00Z',
    ],
    [{ autoDeleteAutoCreatedReservations: false }, undefined],
  ])('say when what they make is deleted: %j', (more, time) => {
    const reservation = projectWith(more).get(`${PATH}/f`);
    expect(reservation['autoCreatedReservationsDeleteTime']).toBe(time);
    expect(reservation).not.toHaveProperty('autoDeleteAutoCreatedReservations');
    expect(reservation).not.toHaveProperty('autoCreatedReservationsDuration');
  });

  test('do not show defaults that were sent', () => {
    const sent = {
      schedulingType: 'FLEXIBLE',
      enableEmergentMaintenance: false,
      shareSettings: { shareType: 'LOCAL' },
    };
    const reservation = projectWith(sent).get(`${PATH}/f`);
    for (const field of Object.keys(sent)) expect(reservation).not.toHaveProperty(field);
  });

  test('name the projects they are shared with by number', () => {
    const shareSettings = { shareType: 'SPECIFIC_PROJECTS', projectMap: { other: { projectId: 'other' } } };
    const { projectMap } = projectWith({ shareSettings }).get(`${PATH}/f`)['shareSettings'] as { projectMap: object };
    expect(Object.keys(projectMap)).toEqual([expect.stringMatching(/^\d{12}$/)]);
  });

  test('count the usage they match after a while', () => {
    const project = testProject({ clock: 'manual' });
    project.send('POST', PATH, BODY);
    project.simulator.clock.advance(1000);
    expect(project.get(`${PATH}/f`)['status']).not.toHaveProperty('existingMatchingUsageInfo');
    project.simulator.clock.advance(60_000);
    expect(project.get(`${PATH}/f`)['status']).toMatchObject({ existingMatchingUsageInfo: { count: '0' } });
  });

  test('can be submitted, and cancelled', () => {
    const project = projectWith({ planningStatus: 'SUBMITTED' });
    expect(project.get(`${PATH}/f`)['status']).toEqual({ procurementStatus: 'PENDING_APPROVAL' });
    project.finish('POST', `${PATH}/f/cancel`);
    expect(project.get(`${PATH}/f`)['status']).toEqual({ procurementStatus: 'CANCELLED' });
  });
});
