import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const PATH = 'regions/us-central1/resourcePolicies';

function created(more: object) {
  const project = testProject();
  project.finish('POST', PATH, { name: 'r', ...more });
  return project.get(`${PATH}/r`);
}

describe('resource policies', () => {
  test('say how long the window for snapshots is', () => {
    const schedule = { dailySchedule: { daysInCycle: 1, startTime: '04:00' } };
    expect(created({ snapshotSchedulePolicy: { schedule } })).toMatchObject({
      status: 'READY',
      snapshotSchedulePolicy: {
        schedule: { dailySchedule: { daysInCycle: 1, startTime: '04:00', duration: 'PT14400S' } },
      },
    });
  });

  test('say so for each day of a week', () => {
    const dayOfWeeks = [
      { day: 'MONDAY', startTime: '04:00' },
      { day: 'FRIDAY', startTime: '05:00' },
    ];
    const policy = created({ snapshotSchedulePolicy: { schedule: { weeklySchedule: { dayOfWeeks } } } });
    expect(policy['snapshotSchedulePolicy']).toEqual({
      schedule: { weeklySchedule: { dayOfWeeks: dayOfWeeks.map((day) => ({ ...day, duration: 'PT14400S' })) } },
    });
  });

  test('have one schedule, the one that was sent last', () => {
    const project = testProject();
    const daily = { dailySchedule: { daysInCycle: 1, startTime: '04:00' } };
    project.make('POST', PATH, { name: 'r', snapshotSchedulePolicy: { schedule: daily } });
    const weekly = { weeklySchedule: { dayOfWeeks: [{ day: 'MONDAY', startTime: '04:00' }] } };
    project.make('PATCH', `${PATH}/r`, { snapshotSchedulePolicy: { schedule: weekly } });
    expect(project.get(`${PATH}/r`)['snapshotSchedulePolicy']).toEqual({
      schedule: { weeklySchedule: { dayOfWeeks: [{ day: 'MONDAY', startTime: '04:00', duration: 'PT14400S' }] } },
    });
    project.make('PATCH', `${PATH}/r`, { description: 'x' });
    expect(project.get(`${PATH}/r`)).toMatchObject({ description: 'x', snapshotSchedulePolicy: { schedule: weekly } });
    expect(
      project.refusal('PATCH', `${PATH}/r`, { snapshotSchedulePolicy: { schedule: { ...daily, ...weekly } } }),
    ).toContain('Exactly one of');
  });

  test('keep the snapshots of a deleted disk', () => {
    const schedule = { hourlySchedule: { hoursInCycle: 4, startTime: '04:00' } };
    const policy = created({ snapshotSchedulePolicy: { schedule, retentionPolicy: { maxRetentionDays: 3 } } });
    expect(policy['snapshotSchedulePolicy']).toMatchObject({
      retentionPolicy: { maxRetentionDays: 3, onSourceDiskDelete: 'KEEP_AUTO_SNAPSHOTS' },
    });
  });

  test('are about one thing', () => {
    expect(testProject().refusal('POST', PATH, { name: 'r' })).toMatch(/^400 .*Exactly one of/);
    const two = { name: 'r', groupPlacementPolicy: {}, diskConsistencyGroupPolicy: {} };
    expect(testProject().refusal('POST', PATH, two)).toMatch(/^400 .*Exactly one of/);
    expect(created({ diskConsistencyGroupPolicy: {} })['status']).toBe('READY');
  });
});
