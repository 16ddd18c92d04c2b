import type { JsonObject } from '../../kernel/json.ts';
import { alreadyExists, notReady, Refusal } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { externalAddressesOf, rememberEphemeral } from '../networking/ephemeral-addresses.ts';
import { checkLabels } from '../labels.ts';
import { serviceMade } from '../service-made.ts';
import { checkLabelName } from '../label-name.ts';
import { completeInstance } from './instance-defaults.ts';
import { consuming, findReservation } from './reservation-consumption.ts';
import { checkMachineTypeName } from './machine-types.ts';
import type { InstancePlace } from './instance-place.ts';

type Instance = Resource<'Instance'>;

/**
 * Makes an instance on behalf of something else, as its own insert would.
 *
 * @param hidden what is kept hidden of it
 * @throws Refusal for an instance that cannot be made
 */
export function makeInstance(fields: Instance, place: InstancePlace, hidden: JsonObject = {}): Instance {
  const { scope, name, transaction } = place;
  const path = freePath(scope, name, transaction);
  checkLabels(fields.labels, 'resource.labels');
  const { machineType = '' } = fields;
  checkMachineTypeName('resource.machineType', machineType, nameOf(machineType), nameOf(scope));
  const draft: Draft<Instance> = serviceMade('compute#instance', path, { name, ...fields }, transaction);
  draft.zone = linkOf(scope);
  draft.fingerprint = transaction.newFingerprint();
  draft.labelFingerprint = transaction.newFingerprint();
  completeInstance(draft, place);
  transaction.make(path, {
    resource: draft,
    hidden: { ...hidden, ...hiddenOfNew(path, draft, fields.networkInterfaces, transaction) },
  });
  return draft;
}

/** What is kept hidden of a new instance: the addresses that nobody chose, and the reservation that it consumes. */
export function hiddenOfNew(
  path: string,
  made: Instance,
  sent: Instance['networkInterfaces'],
  transaction: Transaction,
): JsonObject {
  const reservation = consuming(findReservation(path, made, transaction));
  const external = externalAddressesOf(made.networkInterfaces);
  if (external.length === 0) return reservation;
  const chosen = new Set(externalAddressesOf(sent));
  return { ...reservation, ...rememberEphemeral(external.filter((address) => !chosen.has(address))) };
}

/** The path of a new instance. @throws Refusal for a name that is none, or taken */
export function freePath(scope: string, name: string, transaction: Transaction): string {
  checkLabelName(name, 'resource.name');
  const path = `${scope}/instances/${name}`;
  if (find(transaction, 'instances', path) !== undefined) throw alreadyExists(path);
  if (transaction.state.locks.has(path)) throw notReady(path);
  return path;
}

/** Does something whose refusals name fields of a resource that the request calls by another name: `resource.properties`. */
export function called<Result>(field: string, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = error.message.replace("field 'resource.", `field '${field}.`);
    throw new Refusal(error.status, error.reason, message, { domain: error.domain });
  }
}
