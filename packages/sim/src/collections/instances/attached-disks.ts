import { alreadyExists, invalid } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { completeNewDisk } from '../storage/disks.ts';
import { hideEncryptionKeys } from '../storage/encryption-keys.ts';
import type { InstancePlace } from './instance-place.ts';
import { serviceMade } from '../service-made.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { find } from '../../wire/find.ts';

type AttachedDisk = Resource<'AttachedDisk'>;
type Disk = Resource<'Disk'>;

/** The disks of a new instance: those that it comes with are made, all are attached. */
export function completeDisks(disks: readonly AttachedDisk[] = [], place: InstancePlace): readonly AttachedDisk[] {
  if (disks.length === 0) throw invalid('resource.disks', '', 'No disks are specified.');
  for (const [index, disk] of disks.entries()) {
    if ((disk.boot === true) === (index === 0)) continue;
    throw invalid(`resource.disks[${index}]`, disk, 'Boot disk must be the first disk attached to the instance.');
  }
  return disks.map((disk, index) => {
    const localSsds = disks.slice(0, index).filter(({ type }) => type === 'SCRATCH').length;
    const named = disk.type === 'SCRATCH' ? { deviceName: `local-ssd-${localSsds}`, ...disk } : disk;
    return attachNewDisk(named, index, `resource.disks[${index}]`, place);
  });
}

/** Attaches one disk, making it first if it is given by what it should be. */
export function attachNewDisk(sent: AttachedDisk, index: number, field: string, place: InstancePlace): AttachedDisk {
  const { initializeParams, forceAttach: _, ...rest } = sent;
  const kept: Draft<AttachedDisk> = rest;
  if (kept.source !== undefined && initializeParams !== undefined) {
    throw invalid(field, sent, "Cannot specify both 'source' and 'initializeParams'.");
  }
  if (kept.type === 'SCRATCH') return scratchDisk(kept, index);
  hideEncryptionKeys(kept);
  const path = kept.source === undefined ? createDisk(sent, index, field, place) : findDisk(kept.source, field, place);
  const disk = markAttached(path, place.transaction);
  return {
    kind: 'compute#attachedDisk',
    type: 'PERSISTENT',
    mode: 'READ_WRITE',
    deviceName: `persistent-disk-${index}`,
    boot: false,
    autoDelete: false,
    interface: 'SCSI',
    ...kept,
    index,
    source: linkOf(path),
    diskSizeGb: disk.sizeGb,
    ...takenOver(disk),
  };
}

/** A local SSD, which is no resource of its own. */
const scratchDisk = (sent: AttachedDisk, index: number): AttachedDisk => ({
  kind: 'compute#attachedDisk',
  mode: 'READ_WRITE',
  deviceName: `local-ssd-${index}`,
  boot: false,
  interface: 'SCSI',
  diskSizeGb: '375',
  ...sent,
  autoDelete: true,
  index,
});

const takenOver = ({ licenses, guestOsFeatures, architecture }: Disk): AttachedDisk => ({
  ...(licenses === undefined ? {} : { licenses }),
  ...(guestOsFeatures === undefined ? {} : { guestOsFeatures }),
  ...(architecture === undefined ? {} : { architecture }),
});

function findDisk(source: string, field: string, { project, scope, transaction }: InstancePlace): string {
  const path = referencedPath(source, project) ?? `${scope}/disks/${source}`;
  if (find(transaction, 'disks', path) !== undefined) return path;
  throw invalid(`${field}.source`, source, 'The referenced disk resource cannot be found.');
}

function createDisk(sent: AttachedDisk, index: number, field: string, place: InstancePlace): string {
  const { project, scope, transaction } = place;
  const {
    diskName,
    diskSizeGb,
    diskType,
    onUpdateAction: _,
    replicaZones: __,
    resourceManagerTags: ___,
    ...fields
  } = sent.initializeParams ?? {};
  // The boot disk is called as the instance, and those after it get a number (documented, and assumed).
  const name = diskName ?? (index === 0 ? place.name : `${place.name}-${index}`);
  const path = `${scope}/disks/${name}`;
  if (find(transaction, 'disks', path) !== undefined) throw alreadyExists(path);
  const draft: Draft<Disk> = serviceMade('compute#disk', path, { name, ...fields }, transaction);
  if (diskType !== undefined) draft.type = nameOf(diskType);
  if (diskSizeGb !== undefined || sent.diskSizeGb !== undefined) draft.sizeGb = diskSizeGb ?? sent.diskSizeGb;
  if (sent.diskEncryptionKey !== undefined) draft.diskEncryptionKey = sent.diskEncryptionKey;
  draft.zone = linkOf(scope);
  draft.labelFingerprint = transaction.newFingerprint();
  const sourcePrefix = `${field}.initializeParams.`;
  completeNewDisk(draft, { transaction, scope, project, sourcePrefix, sizeField: `${sourcePrefix}diskSizeGb` });
  transaction.put(path, { resource: draft });
  return path;
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
