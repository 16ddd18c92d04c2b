import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import type { Verb } from '../verb.ts';
import { timeAfter } from '../rfc3339.ts';
import { laterShareSettings, shownShareSettings, withProjectMap } from './share-settings.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type FutureReservation = Resource<'FutureReservation'>;

/** How long the service takes to count the usage that a new reservation would match (observed: up to a minute). */
const USAGE_COUNT_MS = 30_000;

function complete(draft: Draft<FutureReservation>, { before }: WriteContext<FutureReservation>): void {
  if (before !== undefined) draft.description ??= '';
  draft.planningStatus ??= 'DRAFT';
  draft.specificReservationRequired ??= false;
  completeTimeWindow(draft);
  completeDeleteTime(draft);
  draft.status = { ...draft.status, procurementStatus: procurementStatus(draft) };
  // Defaults that are not printed (observed). The first is a value of another revision of the API.
  const schedulingType: string | undefined = draft.schedulingType;
  if (schedulingType === 'FLEXIBLE') delete draft.schedulingType;
  if (draft.enableEmergentMaintenance === false) delete draft.enableEmergentMaintenance;
  if (draft.shareSettings?.shareType === 'LOCAL') delete draft.shareSettings;
  if (draft.shareSettings !== undefined) draft.shareSettings = withProjectMap(draft.shareSettings);
}

/** The window is shown with its end, even where its length was sent (observed). */
function completeTimeWindow(draft: Draft<FutureReservation>): void {
  if (draft.timeWindow === undefined) return;
  const { duration = {}, ...window } = draft.timeWindow;
  if (duration.seconds === undefined && duration.nanos === undefined) {
    draft.timeWindow = window;
    return;
  }
  const endTime = timeAfter(window.startTime ?? '', duration);
  if (endTime === undefined) throw invalid('resource.timeWindow', draft.timeWindow, 'The start time is required.');
  draft.timeWindow = { ...window, endTime };
}

/** Whether the reservations it makes are deleted shows only in the time when they are (observed). */
function completeDeleteTime(draft: Draft<FutureReservation>): void {
  const isDeleting = draft.autoDeleteAutoCreatedReservations;
  const duration = draft.autoCreatedReservationsDuration;
  delete draft.autoDeleteAutoCreatedReservations;
  delete draft.autoCreatedReservationsDuration;
  const { startTime = '', endTime } = draft.timeWindow ?? {};
  if (isDeleting === false) delete draft.autoCreatedReservationsDeleteTime;
  else if (duration !== undefined) {
    draft.autoCreatedReservationsDeleteTime = timeAfter(startTime, duration);
  } else if (isDeleting === true) draft.autoCreatedReservationsDeleteTime ??= endTime;
}

/** Nobody approves a reservation here: one that was submitted stays pending. */
const procurementStatus = (
  resource: FutureReservation,
): NonNullable<FutureReservation['status']>['procurementStatus'] => {
  const current = resource.status?.procurementStatus;
  if (current !== undefined && current !== 'DRAFTING') return current;
  return resource.planningStatus === 'SUBMITTED' ? 'PENDING_APPROVAL' : 'DRAFTING';
};

function derive(_path: string, { resource }: Entry<FutureReservation>, state: State): Partial<FutureReservation> {
  const shown: Partial<Draft<FutureReservation>> = {};
  if (resource.shareSettings !== undefined) {
    shown.shareSettings = shownShareSettings(resource.shareSettings);
  }
  const counted = Date.parse(resource.creationTimestamp ?? '') + USAGE_COUNT_MS;
  if (state.now >= counted) {
    const usage = { count: '0', timestamp: timestamp(counted) };
    shown.status = { ...resource.status, existingMatchingUsageInfo: usage };
  }
  return shown;
}

const cancel: Verb<JsonObject, FutureReservation> = (call, transaction) => {
  const entry = calledResource<FutureReservation>(call, transaction);
  const resource: FutureReservation = {
    ...entry.resource,
    status: { ...entry.resource.status, procurementStatus: 'CANCELLED' },
  };
  return { write: { ...entry, resource } };
};

export const futureReservations: Collection = defineCollection({
  name: 'futureReservations',
  collections: ['futureReservations'],
  references: {
    'FutureReservation.colocationResource': { to: ['futureReservations'], isUnchecked: true, isWeak: true },
  },
  body: {
    // Of another revision of the API (observed).
    acceptsValues: { 'FutureReservation.schedulingType': ['FLEXIBLE'] },
  },
  lifecycle: { complete },
  reading: {
    derive,
    changesWithTime: true,
    laterFields: (_path, { shareSettings }) => laterShareSettings(shareSettings),
  },
  verbs: { cancel },
  evidence: {
    documented: {
      cancel: { describedAt: 'futureReservations.cancel', sentence: 'Cancel the specified future reservation.' },
    },
    lacking: { update: 'a reservation that was submitted is never approved' },
  },
});
