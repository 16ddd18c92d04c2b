import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { find } from '../../wire/find.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { isGiven } from '../is-given.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Commitment = Resource<'Commitment'>;

const MONTHS: Readonly<Record<string, number>> = { THIRTY_SIX_MONTH: 36, TWELVE_MONTH: 12 };

/** A commitment begins with the day after the one it was made on, and lasts as long as its plan says (documented). */
function complete(draft: Draft<Commitment>, { before }: WriteContext<Commitment>): void {
  draft.autoRenew ??= false;
  draft.category ??= draft.licenseResource === undefined ? 'MACHINE' : 'LICENSE';
  if (draft.category === 'MACHINE') draft.type ??= 'GENERAL_PURPOSE';
  if (before !== undefined) return;
  draft.status = 'NOT_YET_ACTIVE';
  const made = new Date(draft.creationTimestamp ?? '');
  const start = new Date(Date.UTC(made.getUTCFullYear(), made.getUTCMonth(), made.getUTCDate() + 1, 8));
  const end = new Date(start);
  end.setUTCMonth(end.getUTCMonth() + (MONTHS[draft.plan ?? ''] ?? 0));
  draft.startTimestamp = timestamp(start.getTime());
  draft.endTimestamp = timestamp(end.getTime());
}

function statusAt(
  { status, startTimestamp = '', endTimestamp = '' }: Commitment,
  now: number,
): Pick<Commitment, 'status'> {
  if (status === 'CANCELLED') return {};
  if (now >= Date.parse(endTimestamp)) return { status: 'EXPIRED' };
  return now >= Date.parse(startTimestamp) ? { status: 'ACTIVE' } : {};
}

const cancel: Verb<JsonObject, Commitment> = (call, transaction) => {
  calledResource(call, transaction);
  return { set: { status: 'CANCELLED' } };
};

/** What two reservations hold from then on. */
const updateReservations: Verb<JsonObject, Commitment> = (call, transaction) => {
  calledResource(call, transaction);
  const sent = asArray(call.body['reservations']).map(asObject);
  if (sent.length !== 2) throw invalid('resource.reservations', '', 'Two reservations must be specified.');
  for (const { name, zone, specificReservation } of sent) {
    const path = `projects/${call.project}/zones/${nameOf(asString(zone))}/reservations/${asString(name)}`;
    const reservation = find(transaction, 'reservations', path);
    if (reservation === undefined) throw notFound(path);
    const specific = { ...reservation.resource.specificReservation, ...asObject(specificReservation) };
    transaction.put(path, { ...reservation, resource: { ...reservation.resource, specificReservation: specific } });
  }
  return { operation: 'running' };
};

const NEED_RESERVATIONS: ReadonlySet<string | undefined> = new Set(['ACCELERATOR', 'LOCAL_SSD']);
const MEMORY_STEP_MB = 256;

function check(resource: Commitment): void {
  const { category, resources = [], reservations = [], existingReservations = [] } = resource;
  if (category === 'MACHINE' && resources.length === 0) throw required('resource.resources');
  for (const [index, { type, amount }] of resources.entries()) {
    const field = `resource.resources[${index}]`;
    if (type === 'MEMORY' && Number(amount) % MEMORY_STEP_MB !== 0) {
      throw invalid(`${field}.amount`, amount, `Must be a multiple of ${MEMORY_STEP_MB} MB.`);
    }
    if (NEED_RESERVATIONS.has(type) && reservations.length + existingReservations.length === 0) {
      const explanation = 'Reservations must be attached to a commitment of GPUs or Local SSD disks.';
      throw invalid(`${field}.type`, type, explanation);
    }
  }
  for (const [index, { zone }] of reservations.entries()) {
    if (!isGiven(zone)) throw required(`resource.reservations[${index}].zone`);
  }
}

export const commitments: Collection = defineCollection({
  name: 'commitments',
  collections: ['regionCommitments'],
  body: { required: ['plan'] },
  references: { 'LicenseResourceCommitment.license': { to: ['licenses'], isUnchecked: true, isWeak: true } },
  lifecycle: {
    immutable: ['category', 'resources', 'type'],
    complete,
    check,
  },
  reading: {
    derive: (_path, { resource }, { now }) => statusAt(resource, now),
    changesWithTime: true,
  },
  verbs: { cancel, updateReservations },
  evidence: {
    documented: {
      cancel: {
        version: 'alpha',
        describedAt: 'regionCommitments.cancel',
        sentence: 'Cancel the specified commitment.',
      },
      updateReservations: {
        version: 'beta',
        describedAt: 'RegionCommitmentsUpdateReservationsRequest.reservations',
        sentence: 'A list of two reservations to transfer GPUs and Local SSD disks between.',
      },
      insert: [
        { describedAt: 'Commitment.autoRenew', sentence: 'The default value is false.' },
        { describedAt: 'Commitment.plan', sentence: 'determines the preset term length of the commitment' },
        {
          describedAt: 'Commitment.status',
          sentence: 'Status can be one of the following values: NOT_YET_ACTIVE, ACTIVE, orEXPIRED.',
        },
      ],
    },
    lacking: {
      calculateCancellationFee: 'nothing here has a price',
      updateReservations: 'that nothing is lost or won between the two is not checked',
      insert: 'reservations made with it, and merging and splitting of others: nothing is done to them',
      update: 'another plan does not move the end of the term',
    },
  },
});
