import { invalid } from '../../kernel/refusal.ts';
import { nameOf, projectOf } from '../../kernel/resource-path.ts';
import { linkOf, linkWithId } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { findSource } from './disk-source.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type InstantSnapshot = Resource<'InstantSnapshot'>;

/** Where an instant snapshot is made. */
interface Place {
  readonly path: string;
  readonly scope: string;
  readonly transaction: Transaction;
}

/** Fills what the service fills in a new instant snapshot. @throws Refusal for a disk that it cannot be of */
export function completeInstantSnapshot(draft: Draft<InstantSnapshot>, { path, scope, transaction }: Place): void {
  const disk = findSource({ sourceDisk: draft.sourceDisk }, projectOf(path), transaction);
  if (disk === undefined) throw invalid('resource.sourceDisk', '', 'A source disk must be specified.');
  if (!disk.path.startsWith(`${scope}/`)) {
    throw invalid('resource.sourceDisk', draft.sourceDisk, `The disk must be in '${nameOf(scope)}'.`);
  }
  draft.sourceDisk = linkOf(disk.path);
  draft.sourceDiskId = disk.resource.id;
  draft.diskSizeGb = disk.resource.sizeGb;
  if (disk.resource.architecture !== undefined) draft.architecture = disk.resource.architecture;
  draft.status = 'READY';
  draft.resourceStatus = { storageSizeBytes: '0' };
  draft.selfLinkWithId = linkWithId(path, draft.id ?? '');
}

export const instantSnapshots: Collection = defineCollection({
  name: 'instantSnapshots',
  collections: ['instantSnapshots', 'regionInstantSnapshots'],
  lifecycle: {
    complete: (draft, { call, path, before, transaction }) => {
      if (before === undefined) completeInstantSnapshot(draft, { path, scope: call.scope, transaction });
    },
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'InstantSnapshot.sourceDisk',
          sentence: 'the source disk must be in the same zone/region as the instant snapshot to be created',
        },
        { describedAt: 'InstantSnapshot.diskSizeGb', sentence: 'Size of the source disk, specified in GB.' },
      ],
    },
  },
});
