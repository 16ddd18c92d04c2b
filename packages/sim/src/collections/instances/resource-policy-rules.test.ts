import { expect, test } from 'vitest';
import { instance } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const POLICIES = 'regions/us-east1/resourcePolicies';
const scheduled = (schedule: object, more: object = {}) => ({ snapshotSchedulePolicy: { schedule, ...more } });
const daily = { dailySchedule: { daysInCycle: 1, startTime: '4:00' } };
const hourly = { hourlySchedule: { hoursInCycle: 20, startTime: '23:00' } };
const startingAt = (schedule: string) => ({
  instanceSchedulePolicy: { timeZone: 'UTC', vmStartSchedule: { schedule } },
});
const on = (day: string) => ({ day, startTime: '04:00' });

test.each([
  [scheduled({}), /schedule'.*Exactly one of dailySchedule, hourlySchedule, weeklySchedule/],
  [scheduled({ ...daily, ...hourly }), /Exactly one of/],
  [scheduled({ dailySchedule: { daysInCycle: 2, startTime: '04:00' } }), /daysInCycle': '2'/],
  [scheduled({ dailySchedule: { daysInCycle: 1, startTime: '04:30' } }), /startTime': '04:30'/],
  [scheduled({ dailySchedule: { daysInCycle: 1 } }), /startTime' not specified/],
  [scheduled({ hourlySchedule: { hoursInCycle: 0, startTime: '04:00' } }), /hoursInCycle': '0'/],
  [scheduled({ hourlySchedule: { hoursInCycle: 24, startTime: '04:00' } }), /hoursInCycle': '24'/],
  [scheduled({ weeklySchedule: { dayOfWeeks: [on('MONDAY'), on('MONDAY')] } }), /dayOfWeeks\[1\]\.day': 'MONDAY'/],
  [scheduled(daily, { retentionPolicy: { maxRetentionDays: 0 } }), /maxRetentionDays': '0'/],
  [scheduled(daily, { snapshotProperties: { labels: { A: 'b' } } }), /snapshotProperties\.labels.*Label key 'A'/],
  [{ instanceSchedulePolicy: { vmStartSchedule: { schedule: '0 * * * *' } } }, /timeZone' not specified/],
  [startingAt('0 4 * *'), /vmStartSchedule\.schedule': '0 4 \* \*'\. Must be a time in the cron format/],
  [startingAt('0 24 * * *'), /vmStartSchedule\.schedule': '0 24/],
  [startingAt('every day'), /vmStartSchedule\.schedule': 'every day'/],
  [{ instanceSchedulePolicy: { timeZone: 'UTC' } }, /At least one of vmStartSchedule and vmStopSchedule/],
])('a policy is refused: %j', (body, message) => {
  expect(testProject().refusal('POST', POLICIES, { name: 'p', ...body })).toMatch(message);
});

test.each([
  [scheduled(daily)],
  [scheduled({ dailySchedule: { daysInCycle: 1, startTime: '13:00-5' } })],
  [scheduled(hourly)],
  [scheduled({ weeklySchedule: { dayOfWeeks: [on('MONDAY'), on('FRIDAY')] } })],
  [{ instanceSchedulePolicy: { timeZone: 'US/Central', vmStopSchedule: { schedule: '15 * * * *' } } }],
  [startingAt('0,30 8-18/2 1 JAN-MAR mon-FRI')],
])('a policy is made: %j', (body) => {
  const project = testProject();
  project.make('POST', POLICIES, { name: 'p', ...body });
  expect(project.get(`${POLICIES}/p`)['status']).toBe('READY');
});

test('a disk has policies of its own region, and one schedule of snapshots', () => {
  const project = testProject();
  for (const name of ['a', 'b']) project.make('POST', POLICIES, { name, ...scheduled(daily) });
  project.make('POST', 'regions/us-central1/resourcePolicies', { name: 'far', ...scheduled(daily) });
  const body = (...resourcePolicies: readonly string[]) => ({ name: 'd', resourcePolicies });
  const disks = 'zones/us-east1-b/disks';
  expect(project.refusal('POST', disks, body('regions/us-central1/resourcePolicies/far'))).toMatch(
    /resourcePolicies\[0\]'.*must be in region 'us-east1'/,
  );
  expect(project.refusal('POST', disks, body(`${POLICIES}/a`, `${POLICIES}/b`))).toMatch(
    /at most one snapshot schedule/,
  );
  project.make('POST', disks, body(`${POLICIES}/a`));
  const more = { resourcePolicies: [`${POLICIES}/b`] };
  expect(project.refusal('POST', `${disks}/d/addResourcePolicies`, more)).toMatch(/at most one snapshot schedule/);
});

test('a disk in a pool is of the type of the pool', () => {
  const project = testProject();
  const zone = 'zones/us-east1-b';
  const storagePoolType = `${zone}/storagePoolTypes/hyperdisk-balanced`;
  project.make('POST', `${zone}/storagePools`, { name: 'p', storagePoolType, poolProvisionedCapacityGb: '10240' });
  const body = (type: string) => ({
    name: 'd',
    type: `${zone}/diskTypes/${type}`,
    storagePool: `${zone}/storagePools/p`,
  });
  expect(project.refusal('POST', `${zone}/disks`, body('pd-ssd'))).toMatch(
    /'resource\.storagePool'.*holds disks of type 'hyperdisk-balanced'/,
  );
  project.make('POST', `${zone}/disks`, body('hyperdisk-balanced'));
});

test.each([
  [
    { provisionedThroughput: '100', type: 'zones/us-east1-b/diskTypes/pd-ssd' },
    /provisionedThroughput': '100'.*not supported/,
  ],
  [
    { provisionedThroughput: '-1', type: 'zones/us-east1-b/diskTypes/hyperdisk-throughput' },
    /provisionedThroughput': '-1'/,
  ],
])('a disk has no throughput but what its type takes: %j', (body, message) => {
  expect(testProject().refusal('POST', 'zones/us-east1-b/disks', { name: 'd', ...body })).toMatch(message);
});

test('policies for disks are none for instances, nor the other way about', () => {
  const project = testProject();
  project.make('POST', POLICIES, { name: 'snapshots', ...scheduled(daily) });
  project.make('POST', POLICIES, { name: 'placement', groupPlacementPolicy: { collocation: 'COLLOCATED' } });
  const disk = { name: 'd', sizeGb: '10' };
  const placement = { resourcePolicies: [`${POLICIES}/placement`] };
  expect(project.refusal('POST', 'zones/us-east1-b/disks', { ...disk, ...placement })).toMatch(
    /resourcePolicies\[0\]'.*not one for disks/,
  );
  project.make('POST', 'zones/us-east1-b/disks', disk);
  expect(project.refusal('POST', 'zones/us-east1-b/disks/d/addResourcePolicies', placement)).toMatch(
    /not one for disks/,
  );
  const snapshots = { resourcePolicies: [`${POLICIES}/snapshots`] };
  expect(project.refusal('POST', 'zones/us-east1-b/instances', instance('i', snapshots))).toMatch(
    /resourcePolicies\[0\]'.*not one for instances/,
  );
});
