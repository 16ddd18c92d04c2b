import { invalid, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { find, findLinked } from '../../wire/find.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { checkMachineTypeName } from './machine-types.ts';
import { inUseCount } from './reservation-places.ts';
import { onPresent } from '../on-present.ts';
import { laterShareSettings, shownShareSettings, withProjectMap } from './share-settings.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Reservation = Resource<'Reservation'>;
type Specific = Resource<'AllocationSpecificSKUReservation'>;
type Reserved = Resource<'AllocationSpecificSKUAllocationReservedInstanceProperties'>;
type Properties = Resource<'InstanceProperties'>;

const MOST_INSTANCES = 1000;

function complete(draft: Draft<Reservation>, context: WriteContext<Reservation>): void {
  draft.reservationSharingPolicy ??= { serviceShareType: 'DISALLOW_ALL' };
  draft.shareSettings = withProjectMap(draft.shareSettings ?? { shareType: 'LOCAL' });
  draft.specificReservationRequired ??= false;
  draft.status ??= 'READY';
  completePolicies(draft, context);
  if (draft.specificReservation === undefined) return;
  draft.resourceStatus ??= { specificSkuAllocation: {} };
  const specific =
    context.before === undefined ? ofTemplate(draft, draft.specificReservation, context) : draft.specificReservation;
  draft.specificReservation = { ...specific, assuredCount: specific.count, inUseCount: '0' };
}

/** A reservation of a template reserves what the template describes (documented). */
function ofTemplate(
  draft: Draft<Reservation>,
  specific: Specific,
  { transaction }: WriteContext<Reservation>,
): Specific {
  const { sourceInstanceTemplate: link, instanceProperties } = specific;
  if (link === undefined) return specific;
  if (instanceProperties !== undefined) {
    const field = 'resource.specificReservation';
    throw invalid(field, specific, 'Only one of instanceProperties and sourceInstanceTemplate can be set.');
  }
  const template = findLinked(transaction, 'instanceTemplates', link)?.resource;
  draft.resourceStatus = {
    ...draft.resourceStatus,
    specificSkuAllocation: { sourceInstanceTemplateId: template?.id },
  };
  return { ...specific, instanceProperties: reservedOf(template?.properties ?? {}) };
}

function reservedOf({ machineType, minCpuPlatform, guestAccelerators, disks = [] }: Properties): Reserved {
  const reserved: Draft<Reserved> = { machineType };
  if (minCpuPlatform !== undefined) reserved.minCpuPlatform = minCpuPlatform;
  if (guestAccelerators !== undefined) reserved.guestAccelerators = guestAccelerators;
  const ssds = disks.filter(({ type }) => type === 'SCRATCH');
  if (ssds.length > 0) {
    reserved.localSsds = ssds.map((disk) => ({
      diskSizeGb: disk.diskSizeGb ?? '375',
      interface: disk.interface ?? 'SCSI',
    }));
  }
  return reserved;
}

/** The policies by the keys that the user gave them, as links. @throws Refusal for one that is not there */
function completePolicies(draft: Draft<Reservation>, { call, transaction }: WriteContext<Reservation>): void {
  if (draft.resourcePolicies === undefined) return;
  const links = Object.entries(draft.resourcePolicies).map(([key, policy]) => {
    const path = referencedPath(policy, call.project);
    if (find(transaction, 'resourcePolicies', path) !== undefined) return [key, linkOf(path ?? '')] as const;
    const explanation = 'The referenced resourcePolicy resource cannot be found.';
    throw invalid(`resource.resourcePolicies[${key}]`, policy, explanation);
  });
  draft.resourcePolicies = Object.fromEntries(links);
}

function check(resource: Reservation, { call }: WriteContext<Reservation>): void {
  if (resource.specificReservation === undefined && resource.aggregateReservation === undefined) {
    throw required('resource.specificReservation');
  }
  const { count, instanceProperties } = resource.specificReservation ?? {};
  checkCount(count, 'resource.specificReservation.count');
  const { machineType } = instanceProperties ?? {};
  if (machineType === undefined) return;
  const field = 'resource.specificReservation.instanceProperties.machineType';
  checkMachineTypeName(field, machineType, nameOf(machineType), nameOf(call.scope));
}

function checkCount(count: string | undefined, field: string): void {
  if (count === undefined || (Number(count) >= 1 && Number(count) <= MOST_INSTANCES)) return;
  throw invalid(field, count, `Must be at least 1 and at most ${MOST_INSTANCES}.`);
}

const resize: Verb<Resource<'ReservationsResizeRequest'>, Reservation> = (call, transaction) => {
  const { resource } = calledResource<Reservation>(call, transaction);
  const count = call.body.specificSkuCount ?? '';
  checkCount(count, 'resource.specificSkuCount');
  return { set: { specificReservation: { ...resource.specificReservation, count } } };
};

export const reservations: Collection = defineCollection({
  name: 'reservations',
  collections: ['reservations'],
  references: {
    'AllocationAggregateReservationReservedResourceInfoAccelerator.acceleratorType': {
      to: ['acceleratorTypes'],
      isUnchecked: true,
      isWeak: true,
    },
    'AllocationSpecificSKUReservation.sourceInstanceTemplate': { to: ['instanceTemplates'], isWeak: true },
  },
  lifecycle: { complete, check },
  reading: {
    derive: (path, { resource }, state) => {
      const shareSettings = shownShareSettings(resource.shareSettings);
      const { specificReservation } = resource;
      if (specificReservation === undefined) return { shareSettings };
      const count = String(inUseCount(path, state));
      return { shareSettings, specificReservation: { ...specificReservation, inUseCount: count } };
    },
    laterFields: (_path, { shareSettings }) => laterShareSettings(shareSettings),
  },
  operations: {
    // Reservations were called allocations, and their operations still are (observed for update).
    types: { update: 'compute.allocations.update', resize: 'compute.allocations.resize' },
  },
  verbs: { resize, performMaintenance: onPresent },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'AllocationSpecificSKUReservation.inUseCount',
          sentence: 'Indicates how many instances are in use.',
        },
        {
          describedAt: 'AllocationSpecificSKUReservation.sourceInstanceTemplate',
          sentence: 'If you use this field, you must exclude the instanceProperties field.',
        },
        {
          describedAt: 'Reservation.specificReservationRequired',
          sentence: 'then only VMs that target the reservation by name can consume from this reservation.',
        },
      ],
      resize: [
        { describedAt: 'reservations.resize', sentence: 'Resizes the reservation' },
        {
          describedAt: 'ReservationsResizeRequest.specificSkuCount',
          sentence: 'Number of allocated resources can be resized with minimum = 1 and maximum = 1000.',
        },
      ],
    },
    assumed: { performMaintenance: 'No maintenance is ever due, so that nothing changes.' },
    lacking: { insert: 'reservations of a shared project are consumed only by instances that name them' },
  },
});
