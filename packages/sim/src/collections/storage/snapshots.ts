import { modelOf } from '@gcepool/api/models';
import { alreadyExists, invalid, required } from '../../kernel/refusal.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkLabels } from '../labels.ts';
import { find } from '../../wire/find.ts';
import type { DiskSource } from './disk-source.ts';
import { copySource, findSource } from './disk-source.ts';
import { hideEncryptionKeys } from './encryption-keys.ts';
import { updateKmsKey } from './kms-key-updates.ts';
import { getEffectiveRecycleBinRule } from './snapshot-recycle-bin.ts';
import { checkStorageLocations, storageLocationOf } from './storage-location.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Snapshot = Resource<'Snapshot'>;

/** Where a snapshot is taken from. */
interface Disk {
  readonly path: string;
  readonly resource: Resource<'Disk'>;
}

/** Disks hold no data here, so neither do their snapshots. */
function complete(draft: Draft<Snapshot>, disk: Disk): void {
  hideEncryptionKeys(draft);
  copySource({ field: 'sourceDisk', kind: 'disk', sizeGb: '', ...disk }, draft);
  completeState(draft, disk.path, disk.resource.sizeGb);
}

/** A snapshot made of an instant snapshot is one of its disk as well. */
function completeFromInstant(draft: Draft<Snapshot>, source: DiskSource, transaction: Transaction): void {
  hideEncryptionKeys(draft);
  copySource(source, draft);
  const { sourceDisk, sourceDiskId } = find(transaction, 'instantSnapshots', source.path)?.resource ?? {};
  if (sourceDisk !== undefined) draft.sourceDisk = sourceDisk;
  if (sourceDiskId !== undefined) draft.sourceDiskId = sourceDiskId;
  completeState(draft, source.path, source.sizeGb);
}

function completeState(draft: Draft<Snapshot>, source: string, sizeGb: string | undefined): void {
  draft.status = 'READY';
  draft.diskSizeGb = sizeGb;
  draft.creationSizeBytes = '0';
  draft.storageBytes = '0';
  draft.storageBytesStatus = 'UP_TO_DATE';
  // Of a snapshot of an empty disk (observed).
  draft.downloadBytes = '32876';
  draft.enableConfidentialCompute = false;
  checkStorageLocations(draft.storageLocations);
  draft.storageLocations ??= [storageLocationOf(source)];
}

/** Makes the snapshot that `disks.createSnapshot` asks for. @throws Refusal if there is one of that name */
export function newSnapshot(fields: Snapshot, disk: Disk, call: Call, transaction: Transaction): void {
  const { name = '' } = fields;
  if (name === '') throw required('resource.name');
  const path = `projects/${call.project}/global/snapshots/${name}`;
  if (find(transaction, 'snapshots', path) !== undefined || transaction.state.locks.has(path))
    throw alreadyExists(path);
  checkLabels(fields.labels, 'resource.labels');
  const { guestFlush: _, params: __, ...kept } = fields;
  const draft: Draft<Snapshot> = {
    kind: modelOf('v1').kindOf('Snapshot') ?? '',
    id: transaction.newId(),
    creationTimestamp: timestamp(transaction.now),
    ...kept,
    selfLink: linkOf(path),
    labelFingerprint: transaction.newFingerprint(),
  };
  complete(draft, disk);
  transaction.put(path, { resource: draft });
}

export const snapshots: Collection = defineCollection({
  name: 'snapshots',
  collections: ['snapshots', 'regionSnapshots'],
  body: { ignores: ['zone'] },
  lifecycle: {
    complete: (draft, { call, transaction, before }) => {
      if (before !== undefined) return;
      const source = findSource(draft, call.project, transaction);
      delete draft.guestFlush;
      if (source?.field === 'sourceInstantSnapshot') completeFromInstant(draft, source, transaction);
      else if (source?.field === 'sourceDisk') complete(draft, source);
      else throw invalid('resource.sourceDisk', '', 'A source disk must be specified.');
    },
  },
  verbs: { updateKmsKey: updateKmsKey('snapshotEncryptionKey'), getEffectiveRecycleBinRule },
  evidence: {
    assumed: {
      getEffectiveRecycleBinRule:
        'A project without rules keeps nothing; which organization it is of, nothing here tells.',
    },
    documented: {
      updateKmsKey: {
        describedAt: 'snapshots.updateKmsKey',
        sentence: 'encryption key to the latest version for the specified snapshot.',
      },
      insert: [
        { describedAt: 'Snapshot.diskSizeGb', sentence: 'Size of the source disk, specified in GB.' },
        { describedAt: 'Snapshot.sourceDiskId', sentence: 'The ID value of the disk used to create this snapshot.' },
        {
          describedAt: 'Snapshot.sourceInstantSnapshot',
          sentence: 'The source instant snapshot used to create this snapshot.',
        },
      ],
    },
  },
});
