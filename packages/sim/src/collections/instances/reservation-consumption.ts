import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { bundledAccelerator } from '../machine-shapes.ts';
import { chosenPlatform } from './cpu-platforms.ts';
import type { Consumption } from './reservation-places.ts';
import { reservationOf, takenPlaces } from './reservation-places.ts';
import { find, scanIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;
type Reservation = Resource<'Reservation'>;
type Affinity = Resource<'ReservationAffinity'>;
type Reserved = Resource<'AllocationSpecificSKUAllocationReservedInstanceProperties'>;

/** What an instance keeps hidden of the reservation that it consumes. */
export const consuming = (reservation: string | undefined): JsonObject =>
  reservation === undefined ? {} : ({ reservation } satisfies Consumption);

/** What is kept hidden of an instance that no longer consumes one. */
export const withoutConsumption = (hidden: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(hidden).filter(([name]) => name !== 'reservation'));

const KEY = 'googleapis.com/reservation-name';

/**
 * The reservation that an instance takes its place from when it starts; undefined if none.
 *
 * @param path of the instance
 * @throws Refusal for an affinity to a reservation that cannot be had
 */
export function findReservation(path: string, instance: Instance, transaction: Transaction): string | undefined {
  const scope = path.slice(0, path.indexOf('/instances/'));
  const affinity = instance.reservationAffinity ?? {};
  checkAffinity(affinity);
  if (affinity.consumeReservationType === 'NO_RESERVATION') return undefined;
  if (affinity.consumeReservationType === 'SPECIFIC_RESERVATION')
    return specific(path, instance, affinity, transaction);
  let found: string | undefined;
  scanIn(transaction.state, 'reservations', scope, (candidate, { resource }) => {
    if (resource.specificReservationRequired === true || !fits(instance, resource)) return true;
    if (!hasRoom(candidate, resource, path, transaction)) return true;
    found = candidate;
    return false;
  });
  return found;
}

/** @throws Refusal for an affinity whose parts do not go together (documented) */
export function checkAffinity(affinity: Affinity, field = 'resource.reservationAffinity'): void {
  const { consumeReservationType: type, key = '', values = [] } = affinity;
  if (type === 'SPECIFIC_RESERVATION') {
    if (key === '' || values.length === 0) {
      throw invalid(field, affinity, 'Must specify key value fields for specifying the reservations.');
    }
    if (!key.endsWith(KEY)) throw invalid(`${field}.key`, key, `The key must be 'compute.${KEY}'.`);
  } else if (key !== '' || values.length > 0) {
    throw invalid(field, affinity, 'Key and values can only be specified for SPECIFIC_RESERVATION.');
  }
}

/** The refusals are in the words of reports, but for that of another machine. */
function specific(self: string, instance: Instance, affinity: Affinity, transaction: Transaction): string {
  let problem = '';
  const scope = self.slice(0, self.indexOf('/instances/'));
  const zone = scope.slice(scope.indexOf('/zones/'));
  for (const value of affinity.values ?? []) {
    const [, project] = /^projects\/([^/]+)\/reservations\//.exec(value) ?? [];
    const path = `${project === undefined ? scope : `projects/${project}${zone}`}/reservations/${nameOf(value)}`;
    const reservation = find(transaction, 'reservations', path)?.resource;
    const named = `Specified reservations [${value}]`;
    if (reservation === undefined) problem ||= `${named} do not exist.`;
    else if (reservation.specificReservationRequired !== true) {
      problem ||= `${named} can not be targeted as specificReservationRequired is not set`;
    } else if (!fits(instance, reservation))
      problem ||= `Specified reservation '${value}' does not match the instance.`;
    else if (hasRoom(path, reservation, self, transaction)) return path;
    else problem ||= `Specified reservation '${value}' does not have available resources for the request.`;
  }
  throw invalid('resource.reservationAffinity', affinity, problem);
}

/** Whether the machine of an instance is exactly the one that is reserved (documented). */
function fits(instance: Instance, { specificReservation }: Reservation): boolean {
  const reserved: Reserved = specificReservation?.instanceProperties ?? {};
  const machine = nameOf(instance.machineType ?? '');
  if (specificReservation === undefined || machine !== nameOf(reserved.machineType ?? '')) return false;
  const ssds = (instance.disks ?? []).filter(({ type }) => type === 'SCRATCH').length;
  return (
    chosenPlatform(instance.minCpuPlatform) === chosenPlatform(reserved.minCpuPlatform) &&
    ssds === (reserved.localSsds ?? []).length &&
    addedAccelerators(machine, instance.guestAccelerators) === addedAccelerators(machine, reserved.guestAccelerators)
  );
}

/** The accelerators besides those that the machine type comes with, which may be named or not. */
function addedAccelerators(machine: string, accelerators: Instance['guestAccelerators'] = []): string {
  const bundled = bundledAccelerator(machine);
  return accelerators
    .map(({ acceleratorType = '', acceleratorCount = 0 }) => `${nameOf(acceleratorType)} ${acceleratorCount}`)
    .filter((accelerator) => bundled === undefined || accelerator !== `${bundled.type} ${bundled.count}`)
    .toSorted()
    .join();
}

/**
 * Whether a reservation has a place for an instance. What the request itself has taken counts as well, and what it has
 * given up does not.
 *
 * @param self path of the instance, which does not stand in its own way
 */
function hasRoom(path: string, { specificReservation }: Reservation, self: string, transaction: Transaction): boolean {
  const { state, writes } = transaction;
  const current = writes.has(self) ? writes.get(self) : state.get(self);
  const own = current !== undefined && reservationOf(current) === path ? 1 : 0;
  return takenPlaces(path, transaction) - own < Number(specificReservation?.count);
}
