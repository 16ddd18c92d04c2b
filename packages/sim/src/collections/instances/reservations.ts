import { invalid, required } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { shownShareSettings } from './share-settings.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Reservation = Resource<'Reservation'>;

function complete(draft: Draft<Reservation>): void {
  draft.reservationSharingPolicy ??= { serviceShareType: 'DISALLOW_ALL' };
  draft.shareSettings ??= { shareType: 'LOCAL' };
  draft.specificReservationRequired ??= false;
  draft.status ??= 'READY';
  if (draft.specificReservation === undefined) return;
  const specific = draft.specificReservation;
  draft.resourceStatus ??= { specificSkuAllocation: {} };
  // No instance takes its place from a reservation here.
  draft.specificReservation = { ...specific, assuredCount: specific.count, inUseCount: '0' };
}

function check(resource: Reservation): void {
  if (resource.specificReservation === undefined && resource.aggregateReservation === undefined) {
    throw required('resource.specificReservation');
  }
  const { count } = resource.specificReservation ?? {};
  if (count !== undefined && !(Number(count) >= 1)) {
    throw invalid('resource.specificReservation.count', count, 'Must be at least 1.');
  }
}

const resize: Verb<Resource<'ReservationsResizeRequest'>, Reservation> = (call, transaction) => {
  const { resource } = calledResource<Reservation>(call, transaction);
  const count = call.body.specificSkuCount ?? '';
  if (!(Number(count) >= 1)) throw invalid('resource.specificSkuCount', count, 'Must be at least 1.');
  return { set: { specificReservation: { ...resource.specificReservation, count } } };
};

export const reservations: Collection = defineCollection({
  name: 'reservations',
  collections: ['reservations'],
  lifecycle: { complete, check },
  reading: {
    derive: (_path, { resource }) => ({ shareSettings: shownShareSettings(resource.shareSettings) }),
  },
  operations: {
    // Reservations were called allocations, and their operations still are (observed for update).
    types: { update: 'compute.allocations.update', resize: 'compute.allocations.resize' },
  },
  verbs: { resize },
  evidence: {
    documented: {
      resize: [
        { describedAt: 'reservations.resize', sentence: 'Resizes the reservation' },
        {
          describedAt: 'ReservationsResizeRequest.specificSkuCount',
          sentence: 'Number of allocated resources can be resized with minimum = 1',
        },
      ],
    },
    lacking: { insert: 'no instance takes its place from a reservation' },
  },
});
