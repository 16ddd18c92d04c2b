import { inUse, invalid } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { isReplica } from '../storage/disk-replication.ts';
import { checkEncryptionKey, hideEncryptionKeys } from '../storage/encryption-keys.ts';
import { newDisk } from '../storage/new-disk.ts';
import { takeByForce } from './force-attach.ts';
import type { InstancePlace } from './instance-place.ts';
import { defaultDiskType } from './machine-rules.ts';
import { regionOfZone } from '../geography.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { find } from '../../wire/find.ts';
import { own } from '../../kernel/own.ts';

type AttachedDisk = Resource<'AttachedDisk'>;
type Disk = Resource<'Disk'>;

/** Where a disk is attached, and how the request calls it. */
export interface AttachPlace extends InstancePlace {
  /** Name of the machine type of the instance. */
  readonly machine: string;
  readonly index: number;
  /** The disks that the instance has already. */
  readonly others: readonly AttachedDisk[];
  /** `resource.disks[0]` */
  readonly field: string;
}

/** The disks of a new instance: those that it comes with are made, all are attached. */
export function completeDisks(
  disks: readonly AttachedDisk[] = [],
  machine: string,
  place: InstancePlace,
): readonly AttachedDisk[] {
  if (disks.length === 0) throw invalid('resource.disks', '', 'No disks are specified.');
  for (const [index, disk] of disks.entries()) {
    if ((disk.boot === true) === (index === 0)) continue;
    throw invalid(`resource.disks[${index}]`, disk, 'Boot disk must be the first disk attached to the instance.');
  }
  if (disks[0]?.type === 'SCRATCH') {
    throw invalid('resource.disks[0].type', 'SCRATCH', 'A local SSD cannot be the boot disk.');
  }
  const others: AttachedDisk[] = [];
  for (const [index, disk] of disks.entries()) {
    const field = `resource.disks[${index}]`;
    others.push(attachNewDisk(disk, { ...place, machine, index, others, field }));
  }
  return others;
}

/**
 * Attaches one disk, making it first if it is given by what it should be.
 *
 * @throws Refusal for a disk that cannot be attached, or whose device name another one has
 */
export function attachNewDisk(sent: AttachedDisk, place: AttachPlace): AttachedDisk {
  const attached = attach(sent, place);
  const { deviceName, source } = attached;
  if (source !== undefined && place.others.some((other) => other.source === source)) {
    // The words are of a report, in which an instance asked for one disk twice.
    throw inUse('disk', pathOf(source) ?? source, `${place.scope}/instances/${place.name}`);
  }
  if (place.others.every((other) => other.deviceName !== deviceName)) return attached;
  throw invalid(`${place.field}.deviceName`, deviceName, 'The device name is already used by the instance.');
}

function attach(sent: AttachedDisk, place: AttachPlace): AttachedDisk {
  const { field, index } = place;
  const { initializeParams, forceAttach: _, ...rest } = sent;
  const kept: Draft<AttachedDisk> = rest;
  if (kept.source !== undefined && initializeParams !== undefined) {
    throw invalid(field, sent, "Cannot specify both 'source' and 'initializeParams'.");
  }
  if (kept.type === 'SCRATCH') return scratchDisk(sent, place);
  const { path, disk } = kept.source === undefined ? diskOfParams(sent, place) : diskOfSource(sent, place);
  hideEncryptionKeys(kept, (called) => `${field}.${called}`);
  const attached: Draft<AttachedDisk> = {
    kind: 'compute#attachedDisk',
    type: 'PERSISTENT',
    mode: 'READ_WRITE',
    deviceName: `persistent-disk-${index}`,
    boot: false,
    autoDelete: false,
    interface: 'SCSI',
  };
  const { licenses, guestOsFeatures, architecture, diskEncryptionKey } = disk;
  if (licenses !== undefined) attached.licenses = licenses;
  if (guestOsFeatures !== undefined) attached.guestOsFeatures = guestOsFeatures;
  if (architecture !== undefined) attached.architecture = architecture;
  Object.assign(attached, kept);
  // The key is the disk's, whether or not who attaches it names that (tests of Terraform's provider).
  if (diskEncryptionKey !== undefined) attached.diskEncryptionKey = diskEncryptionKey;
  attached.index = index;
  attached.source = linkOf(path);
  attached.diskSizeGb = disk.sizeGb;
  return attached;
}

/** A disk that is attached, and where it is. */
interface DiskAt {
  readonly path: string;
  readonly disk: Disk;
}

/** The disk that a request names, which may be taken from who has it. */
function diskOfSource(sent: AttachedDisk, place: AttachPlace): DiskAt {
  const { field, transaction } = place;
  const path = findDisk(sent, place);
  if (sent.forceAttach === true) {
    takeByForce(path, sent.mode, `${place.scope}/instances/${place.name}`, `${field}.forceAttach`, transaction);
  }
  return { path, disk: markAttached(path, transaction) };
}

/** A local SSD, which is no resource of its own. */
function scratchDisk(sent: AttachedDisk, { field, index, others }: AttachPlace): AttachedDisk {
  const { initializeParams: { diskSizeGb = '375', diskType = LOCAL_SSD } = {}, forceAttach: _, ...kept } = sent;
  if (nameOf(diskType) !== LOCAL_SSD) {
    throw invalid(`${field}.initializeParams.diskType`, diskType, 'Only local SSDs can be of type SCRATCH.');
  }
  return {
    kind: 'compute#attachedDisk',
    mode: 'READ_WRITE',
    deviceName: localSsdName(others),
    boot: false,
    interface: 'SCSI',
    diskSizeGb,
    ...kept,
    autoDelete: true,
    index,
  };
}

const LOCAL_SSD = 'local-ssd';

/** The number of a local SSD says how many come before it, unless that one is taken. */
function localSsdName(others: readonly AttachedDisk[]): string {
  const taken = new Set(others.map(({ deviceName }) => deviceName));
  let number = others.filter(({ type }) => type === 'SCRATCH').length;
  while (taken.has(`local-ssd-${number}`)) number++;
  return `local-ssd-${number}`;
}

function findDisk(sent: AttachedDisk, { field, project, scope, transaction }: AttachPlace): string {
  const { source = '' } = sent;
  const path = referencedPath(source, project) ?? `${scope}/disks/${source}`;
  const disk = find(transaction, 'disks', path)?.resource;
  if (disk === undefined) throw invalid(`${field}.source`, source, 'The referenced disk resource cannot be found.');
  checkPlace(disk, path, scope, `${field}.source`);
  checkEncryptionKey(path, disk.diskEncryptionKey, sent.diskEncryptionKey);
  if (isReplica(disk)) {
    const explanation = 'A disk that another one is replicated to cannot be attached while it is.';
    throw invalid(`${field}.source`, source, explanation);
  }
  return path;
}

/** @throws Refusal for a disk that is nowhere in the zone of the instance */
function checkPlace({ replicaZones }: Disk, path: string, scope: string, field: string): void {
  if (path.startsWith(`${scope}/`)) return;
  if (replicaZones?.includes(linkOf(scope)) === true) return;
  throw invalid(field, linkOf(path), `The disk must be in zone '${nameOf(scope)}'.`);
}

/** How an instance calls what its new disk has under another name. */
const NAMES: Readonly<Record<string, string>> = { name: 'diskName', sizeGb: 'diskSizeGb', type: 'diskType' };

const LONGEST_NAME = 63;

/** The boot disk is called as the instance, and those after it get a number (documented, and assumed). */
export function nameOfNewDisk(instance: string, index: number): string {
  const ending = index === 0 ? '' : `-${index}`;
  return `${instance.slice(0, LONGEST_NAME - ending.length)}${ending}`;
}

/**
 * The disk that a request says what it should be: "If a disk with the same name already exists in the given region, the existing disk
 * is attached to the new instance and the new disk is not created."
 */
function diskOfParams(sent: AttachedDisk, place: AttachPlace): DiskAt {
  const { project, scope, transaction, field, index, machine } = place;
  const {
    diskName,
    diskSizeGb,
    diskType,
    onUpdateAction: _,
    resourceManagerTags: __,
    ...fields
  } = sent.initializeParams ?? {};
  const name = diskName ?? nameOfNewDisk(place.name, index);
  // A disk with replica zones is a regional one (documented).
  const diskScope =
    fields.replicaZones === undefined ? scope : `projects/${project}/regions/${regionOfZone(nameOf(scope))}`;
  const path = `${diskScope}/disks/${name}`;
  if (find(transaction, 'disks', path) !== undefined) {
    const found = findDisk({ ...sent, source: linkOf(path) }, place);
    return { path: found, disk: markAttached(found, transaction) };
  }
  const draft: Draft<Disk> = { name, ...fields };
  if (diskType !== undefined) draft.type = nameOf(diskType);
  if (diskSizeGb !== undefined || sent.diskSizeGb !== undefined) draft.sizeGb = diskSizeGb ?? sent.diskSizeGb;
  if (sent.diskEncryptionKey !== undefined) draft.diskEncryptionKey = sent.diskEncryptionKey;
  if (sent.guestOsFeatures !== undefined) draft.guestOsFeatures = sent.guestOsFeatures;
  if (fields.replicaZones !== undefined) {
    draft.replicaZones = replicaZonesOf(fields.replicaZones, `${field}.initializeParams.replicaZones`, place);
  }
  const disk = newDisk(path, draft, {
    transaction,
    project,
    scope: diskScope,
    defaultType: defaultDiskType(machine),
    fieldOf: (called) =>
      called === 'diskEncryptionKey'
        ? `${field}.${called}`
        : `${field}.initializeParams.${own(NAMES, called) ?? called}`,
  });
  disk.lastAttachTimestamp = timestamp(transaction.now);
  transaction.make(path, { resource: disk });
  return { path, disk };
}

/** @throws Refusal unless one of them is that of the instance (documented) */
function replicaZonesOf(zones: readonly string[], field: string, { project, scope }: AttachPlace): readonly string[] {
  const links = zones.map((zone) => linkOf(`projects/${project}/zones/${nameOf(zone)}`));
  if (links.includes(linkOf(scope))) return links;
  throw invalid(field, zones, `One of the replica zones must be the zone of the instance, '${nameOf(scope)}'.`);
}

/** Notes on a disk when it was attached, or detached, last. @returns the disk */
export function markAttached(path: string, transaction: Transaction, isAttached = true): Disk {
  const disk = find(transaction, 'disks', path);
  if (disk === undefined) return {};
  const field = isAttached ? 'lastAttachTimestamp' : 'lastDetachTimestamp';
  const resource = { ...disk.resource, [field]: timestamp(transaction.now) };
  transaction.put(path, { ...disk, resource });
  return resource;
}
