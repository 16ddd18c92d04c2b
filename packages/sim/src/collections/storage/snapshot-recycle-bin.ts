import type { JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { own } from '../../kernel/own.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';

/** How long deleted snapshots are kept. */
export const snapshotRecycleBinPolicy: Collection = defineCollection({
  name: 'snapshotRecycleBinPolicy',
  collections: ['snapshotRecycleBinPolicy', 'organizationSnapshotRecycleBinPolicy'],
  reading: { initial: () => ({}) },
  evidence: {
    assumed: { get: 'There are no rules before the first change.' },
    lacking: { patch: 'deleted snapshots are gone, whatever the rules say' },
  },
});

/** The rule that every snapshot of the project has, whatever tags it bears. */
export const getEffectiveRecycleBinRule: Verb<JsonObject> = (call, transaction) => {
  calledResource(call, transaction);
  const policy = transaction.get(`projects/${call.project}/global/snapshotRecycleBinPolicy`)?.resource;
  const rule = asObject(own(asObject(policy?.['rules']), 'default'));
  const days = asString(asObject(rule['standardSnapshots'])['retentionDurationDays']);
  return { answer: { retentionDurationDays: days === '' ? '0' : days } };
};
