import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

/** Snapshots are taken within four hours of their time (observed for a daily schedule). */
const WINDOW = 'PT14400S';

/** Exactly one of them says what a policy is about. */
const KINDS = [
  'diskConsistencyGroupPolicy',
  'groupPlacementPolicy',
  'instanceSchedulePolicy',
  'snapshotSchedulePolicy',
  'workloadPolicy',
];

function complete(draft: JsonDraft): void {
  draft.status ??= 'READY';
  if (draft.snapshotSchedulePolicy === undefined) return;
  const policy: JsonDraft = { ...asObject(draft.snapshotSchedulePolicy) };
  policy.schedule = withWindows(asObject(policy.schedule));
  if (policy.retentionPolicy !== undefined) {
    policy.retentionPolicy = { onSourceDiskDelete: 'KEEP_AUTO_SNAPSHOTS', ...asObject(policy.retentionPolicy) };
  }
  draft.snapshotSchedulePolicy = policy;
}

function withWindows(schedule: JsonObject): JsonObject {
  const result: JsonDraft = { ...schedule };
  for (const name of ['hourlySchedule', 'dailySchedule']) {
    if (result[name] !== undefined) result[name] = { ...asObject(result[name]), duration: WINDOW };
  }
  if (result.weeklySchedule !== undefined) {
    const days = asArray(asObject(result.weeklySchedule).dayOfWeeks);
    const dayOfWeeks = days.map((day): Json => ({ ...asObject(day), duration: WINDOW }));
    result.weeklySchedule = { ...asObject(result.weeklySchedule), dayOfWeeks };
  }
  return result;
}

function check(resource: JsonObject): void {
  const kinds = KINDS.filter((kind) => resource[kind] !== undefined);
  if (kinds.length === 1) return;
  const sent: JsonObject = Object.fromEntries(kinds.map((kind) => [kind, resource[kind]]));
  throw invalid('resource', kinds.length === 0 ? '' : sent, `Exactly one of ${KINDS.join(', ')} must be set.`);
}

export const resourcePolicies: Collection = defineCollection({
  name: 'resourcePolicies',
  collections: ['resourcePolicies'],
  naming: { snakeName: 'resource_policy' },
  lifecycle: { complete, check },
});
