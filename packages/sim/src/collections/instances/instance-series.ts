import type { JsonObject } from '../../kernel/json.ts';
import { alreadyExists, inUse, notReady, Refusal } from '../../kernel/refusal.ts';
import { nameOf, parentOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, scanIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { externalAddressesOf, mapAccessConfigs, rememberEphemeral } from '../networking/ephemeral-addresses.ts';
import { allocateExternal } from '../networking/ip-allocation.ts';
import { takeAddress } from '../networking/subnetworks.ts';
import { nameOfNewDisk } from './attached-disks.ts';
import { findExhausted } from './exhausted-subnetwork.ts';
import type { InstancePlace } from './instance-place.ts';
import { freePath, makeInstance } from './new-instance.ts';

type AttachedDisk = Resource<'AttachedDisk'>;
type Instance = Resource<'Instance'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/** Makes an instance of fields that are the same object for all that are alike. */
export type MakeInstance = (fields: Instance, place: InstancePlace, hidden: JsonObject) => Instance;

/**
 * Makes instances of which many are alike: what the rules find out for the first of some fields in a zone holds for those
 * after it in the same request, which differ in names, ids and addresses alone.
 */
export function instanceSeries(): MakeInstance {
  const firsts = new Map<Instance, Map<string, Instance | undefined>>();
  const writers = new Map<string, string>();
  return (fields, place, hidden) => {
    const inZone = firsts.get(fields) ?? new Map<string, Instance | undefined>();
    firsts.set(fields, inZone);
    const first = inZone.get(place.scope);
    const made = first === undefined ? makeInstance(fields, place, hidden) : makeAlike(first, place, hidden);
    refuseUnaddressed(made, place.transaction);
    if (first === undefined) refuseShared(made, writers, place);
    if (!inZone.has(place.scope)) inZone.set(place.scope, isRepeatable(fields, place) ? made : undefined);
    return made;
  };
}

/**
 * @param writers instances of the series by the disks that they write to
 * @throws Refusal for a disk that an earlier instance writes to, where both name the same one
 */
function refuseShared(made: Instance, writers: Map<string, string>, { transaction }: InstancePlace): void {
  for (const { mode, source } of made.disks ?? []) {
    const disk = pathOf(source ?? '');
    const { accessMode } = find(transaction, 'disks', disk)?.resource ?? {};
    if (disk === undefined || mode === 'READ_ONLY' || accessMode === 'READ_WRITE_MANY') continue;
    const writer = writers.get(disk);
    if (writer !== undefined) throw inUse('disk', disk, writer);
    writers.set(disk, pathOf(made.selfLink ?? '') ?? '');
  }
}

/** @throws Refusal where there is no address left: all are made, or none is (assumed) */
function refuseUnaddressed(made: Instance, transaction: Transaction): void {
  const exhausted = findExhausted(made, transaction);
  if (exhausted !== undefined) throw new Refusal(exhausted.status, 'badRequest', exhausted.message);
}

/** Whether the fields name nothing that an instance has for itself, and no reservation runs out. */
function isRepeatable(fields: Instance, { scope, transaction }: InstancePlace): boolean {
  if (fields.hostname !== undefined || fields.reservationAffinity !== undefined) return false;
  let isReserving = false;
  scanIn(transaction.state, 'reservations', scope, () => !(isReserving = true));
  return !isReserving && (fields.disks ?? []).every(isNewDisk) && (fields.networkInterfaces ?? []).every(isUnaddressed);
}

const isNewDisk = ({ source, initializeParams }: AttachedDisk): boolean =>
  source === undefined && initializeParams?.diskName === undefined;

const isUnaddressed = ({ networkIP, stackType, accessConfigs = [], aliasIpRanges = [] }: NetworkInterface): boolean =>
  networkIP === undefined &&
  aliasIpRanges.length === 0 &&
  (stackType === undefined || stackType === 'IPV4_ONLY') &&
  accessConfigs.every(({ natIP = '' }) => natIP === '');

/** @throws Refusal for a name that is none, or taken */
function makeAlike(first: Instance, place: InstancePlace, hidden: JsonObject): Instance {
  const { scope, name, transaction } = place;
  const path = freePath(scope, name, transaction);
  const networkInterfaces = (first.networkInterfaces ?? []).map((nic) => withOwnAddresses(nic, transaction));
  const made: Instance = {
    ...first,
    name,
    id: transaction.newId(),
    selfLink: linkOf(path),
    fingerprint: transaction.newFingerprint(),
    labelFingerprint: transaction.newFingerprint(),
    tags: { ...first.tags, fingerprint: transaction.newFingerprint() },
    metadata: { ...first.metadata, fingerprint: transaction.newFingerprint() },
    networkInterfaces,
    disks: (first.disks ?? []).map((disk) => withOwnDisk(disk, place)),
  };
  const ephemeral = externalAddressesOf(networkInterfaces);
  const remembered = ephemeral.length === 0 ? hidden : { ...hidden, ...rememberEphemeral(ephemeral) };
  transaction.put(path, { resource: made, hidden: remembered });
  return made;
}

function withOwnAddresses(nic: NetworkInterface, transaction: Transaction): NetworkInterface {
  const own = { ...nic, fingerprint: transaction.newFingerprint() };
  if (nic.networkIP !== undefined) own.networkIP = takeAddress(pathOf(nic.subnetwork ?? '') ?? '', transaction);
  if (nic.accessConfigs === undefined) return own;
  return mapAccessConfigs([own], (config) => ({ ...config, natIP: allocateExternal(transaction) }))[0] ?? own;
}

function withOwnDisk(attached: AttachedDisk, { name, transaction }: InstancePlace): AttachedDisk {
  const first = pathOf(attached.source ?? '');
  const entry = find(transaction, 'disks', first);
  // Local SSDs are no resources of their own.
  if (first === undefined || entry === undefined) return attached;
  const path = `${parentOf(first)}/${nameOfNewDisk(name, attached.index ?? 0)}`;
  if (find(transaction, 'disks', path) !== undefined) throw alreadyExists(path);
  if (transaction.state.locks.has(path)) throw notReady(path);
  const resource = {
    ...entry.resource,
    name: nameOf(path),
    id: transaction.newId(),
    selfLink: linkOf(path),
    labelFingerprint: transaction.newFingerprint(),
  };
  transaction.put(path, { ...entry, resource });
  return { ...attached, source: linkOf(path) };
}
