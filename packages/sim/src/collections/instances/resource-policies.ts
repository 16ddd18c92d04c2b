import { invalid } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { checkPolicy, SCHEDULES } from './resource-policy-rules.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type ResourcePolicy = Resource<'ResourcePolicy'>;
type Schedule = Resource<'ResourcePolicySnapshotSchedulePolicySchedule'>;

/** Snapshots are taken within four hours of their time (observed for a daily schedule). */
const WINDOW = 'PT14400S';

/** Exactly one of them says what a policy is about. */
const KINDS: readonly (keyof ResourcePolicy)[] = [
  'diskConsistencyGroupPolicy',
  'groupPlacementPolicy',
  'instanceSchedulePolicy',
  'snapshotSchedulePolicy',
  'workloadPolicy',
];

function complete(draft: Draft<ResourcePolicy>, { sent }: WriteContext<ResourcePolicy>): void {
  draft.status ??= 'READY';
  if (draft.snapshotSchedulePolicy === undefined) return;
  const { schedule: merged = {}, retentionPolicy, ...policy } = draft.snapshotSchedulePolicy;
  const schedule = onlySent(merged, sent.snapshotSchedulePolicy?.schedule ?? {});
  draft.snapshotSchedulePolicy = {
    ...policy,
    schedule: withWindows(schedule),
    ...(retentionPolicy === undefined
      ? {}
      : { retentionPolicy: { onSourceDiskDelete: 'KEEP_AUTO_SNAPSHOTS', ...retentionPolicy } }),
  };
}

/** A schedule that is sent takes the place of one of another kind (a test of Google's). */
function onlySent(merged: Schedule, sent: { readonly [Kind in keyof Schedule]?: unknown }): Schedule {
  const isSent = (kind: keyof Schedule): boolean => sent[kind] !== undefined && sent[kind] !== null;
  if (!SCHEDULES.some(isSent)) return merged;
  return Object.fromEntries(SCHEDULES.filter(isSent).map((kind) => [kind, merged[kind]]));
}

function withWindows({ hourlySchedule, dailySchedule, weeklySchedule, ...schedule }: Schedule): Schedule {
  const duration = WINDOW;
  const dayOfWeeks = weeklySchedule?.dayOfWeeks?.map((day) => ({ ...day, duration })) ?? [];
  return {
    ...schedule,
    ...(hourlySchedule === undefined ? {} : { hourlySchedule: { ...hourlySchedule, duration } }),
    ...(dailySchedule === undefined ? {} : { dailySchedule: { ...dailySchedule, duration } }),
    ...(weeklySchedule === undefined ? {} : { weeklySchedule: { ...weeklySchedule, dayOfWeeks } }),
  };
}

function check(resource: ResourcePolicy): void {
  const kinds = KINDS.filter((kind) => resource[kind] !== undefined);
  if (kinds.length === 1) {
    checkPolicy(resource);
    return;
  }
  const sent = Object.fromEntries(kinds.map((kind) => [kind, resource[kind]]));
  throw invalid('resource', kinds.length === 0 ? '' : sent, `Exactly one of ${KINDS.join(', ')} must be set.`);
}

export const resourcePolicies: Collection = defineCollection({
  name: 'resourcePolicies',
  collections: ['resourcePolicies'],
  body: { keepsEmpty: KINDS },
  lifecycle: { complete, check },
  evidence: {
    assumed: { patch: 'A changed policy is completed and checked as a new one, which is recorded.' },
    lacking: { insert: 'no policy acts on the disks and instances that have it' },
  },
});
