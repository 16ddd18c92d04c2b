import { invalid, required } from '../../kernel/refusal.ts';
import { checkLabels } from '../labels.ts';
import { checkNumber } from '../number-range.ts';
import type { Resource } from '../../wire/wire.ts';

type ResourcePolicy = Resource<'ResourcePolicy'>;
type Schedule = Resource<'ResourcePolicySnapshotSchedulePolicySchedule'>;

/** What the API's text asks of a policy. @throws Refusal for one that asks for something else */
export function checkPolicy({ snapshotSchedulePolicy, instanceSchedulePolicy }: ResourcePolicy): void {
  if (snapshotSchedulePolicy !== undefined) {
    const field = 'resource.snapshotSchedulePolicy';
    checkSchedule(snapshotSchedulePolicy.schedule ?? {}, `${field}.schedule`);
    checkLabels(snapshotSchedulePolicy.snapshotProperties?.labels, `${field}.snapshotProperties.labels`);
    const { maxRetentionDays } = snapshotSchedulePolicy.retentionPolicy ?? {};
    checkNumber(maxRetentionDays, [1, Infinity], `${field}.retentionPolicy.maxRetentionDays`);
  }
  if (instanceSchedulePolicy !== undefined) checkInstanceSchedule(instanceSchedulePolicy);
}

/** Of these a schedule has one. */
export const SCHEDULES = ['dailySchedule', 'hourlySchedule', 'weeklySchedule'] as const;

function checkSchedule(schedule: Schedule, field: string): void {
  if (SCHEDULES.filter((name) => schedule[name] !== undefined).length !== 1) {
    throw invalid(field, schedule, `Exactly one of ${SCHEDULES.join(', ')} must be set.`);
  }
  const { dailySchedule, hourlySchedule, weeklySchedule } = schedule;
  if (dailySchedule !== undefined) {
    checkStart(dailySchedule.startTime, `${field}.dailySchedule.startTime`);
    const { daysInCycle } = dailySchedule;
    if (daysInCycle !== undefined && daysInCycle !== 1) {
      throw invalid(`${field}.dailySchedule.daysInCycle`, daysInCycle, 'Must be 1.');
    }
  }
  if (hourlySchedule !== undefined) {
    checkStart(hourlySchedule.startTime, `${field}.hourlySchedule.startTime`);
    checkNumber(hourlySchedule.hoursInCycle, [1, 23], `${field}.hourlySchedule.hoursInCycle`);
  }
  const days = new Set<string>();
  for (const [index, { day = '', startTime }] of (weeklySchedule?.dayOfWeeks ?? []).entries()) {
    const at = `${field}.weeklySchedule.dayOfWeeks[${index}]`;
    if (day === '') throw required(`${at}.day`);
    if (days.has(day)) throw invalid(`${at}.day`, day, 'There can be one window for each day of the week.');
    days.add(day);
    checkStart(startTime, `${at}.startTime`);
  }
}

/** `04:00`, or `13:00-5`: on the hour. */
function checkStart(time: string | undefined, field: string): void {
  if (time === undefined) throw required(field);
  if (/^(?:[01]?\d|2[0-3]):00(?:Z|[+-]\d{1,2}(?::?\d\d)?)?$/.test(time)) return;
  throw invalid(field, time, 'Must be in format "HH:MM", where HH : [00-23] and MM : [00-00] GMT.');
}

function checkInstanceSchedule(policy: Resource<'ResourcePolicyInstanceSchedulePolicy'>): void {
  const field = 'resource.instanceSchedulePolicy';
  const { timeZone = '', vmStartSchedule, vmStopSchedule } = policy;
  if (timeZone === '') throw required(`${field}.timeZone`);
  if (vmStartSchedule === undefined && vmStopSchedule === undefined) {
    throw invalid(field, policy, 'At least one of vmStartSchedule and vmStopSchedule must be set.');
  }
}
