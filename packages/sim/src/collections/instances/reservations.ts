import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { shownShareSettings } from './share-settings.ts';

function complete(draft: JsonDraft): void {
  draft.reservationSharingPolicy ??= { serviceShareType: 'DISALLOW_ALL' };
  draft.shareSettings ??= { shareType: 'LOCAL' };
  draft.specificReservationRequired ??= false;
  draft.status ??= 'READY';
  if (draft.specificReservation === undefined) return;
  const specific = asObject(draft.specificReservation);
  draft.resourceStatus ??= { specificSkuAllocation: {} };
  // No instance takes its place from a reservation here.
  draft.specificReservation = { ...specific, assuredCount: specific.count, inUseCount: '0' };
}

function check(resource: JsonObject): void {
  if (resource.specificReservation === undefined && resource.aggregateReservation === undefined) {
    throw required('resource.specificReservation');
  }
  const { count } = asObject(resource.specificReservation);
  if (count !== undefined && !(Number(count) >= 1)) {
    throw invalid('resource.specificReservation.count', count, 'Must be at least 1.');
  }
}

const resize: Verb = (call, transaction) => {
  const entry = calledResource(call, transaction);
  const count = asString(call.body.specificSkuCount);
  if (!(Number(count) >= 1)) throw invalid('resource.specificSkuCount', count, 'Must be at least 1.');
  return { set: { specificReservation: { ...asObject(entry.resource.specificReservation), count } } };
};

export const reservations: Collection = defineCollection({
  name: 'reservations',
  collections: ['reservations'],
  lifecycle: { complete, check },
  reading: {
    derive: (_path, { resource }) => ({ shareSettings: shownShareSettings(asObject(resource.shareSettings)) }),
  },
  operations: {
    // Reservations were called allocations, and their operations still are (observed for update).
    types: { update: 'compute.allocations.update', resize: 'compute.allocations.resize' },
  },
  verbs: { resize },
});
