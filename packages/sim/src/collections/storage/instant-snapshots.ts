import { invalid } from '../../kernel/refusal.ts';
import { nameOf, parentOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { findSource } from './disk-source.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type InstantSnapshot = Resource<'InstantSnapshot'>;

function complete(
  draft: Draft<InstantSnapshot>,
  { call, path, before, transaction }: WriteContext<InstantSnapshot>,
): void {
  if (before !== undefined) return;
  const disk = findSource({ sourceDisk: draft.sourceDisk }, call.project, transaction);
  if (disk === undefined) throw invalid('resource.sourceDisk', '', 'A source disk must be specified.');
  if (!disk.path.startsWith(`${call.scope}/`)) {
    const explanation = `The disk must be in '${nameOf(call.scope)}'.`;
    throw invalid('resource.sourceDisk', draft.sourceDisk, explanation);
  }
  draft.sourceDisk = linkOf(disk.path);
  draft.sourceDiskId = disk.resource.id;
  draft.diskSizeGb = disk.resource.sizeGb;
  if (disk.resource.architecture !== undefined) draft.architecture = disk.resource.architecture;
  draft.status = 'READY';
  draft.resourceStatus = { storageSizeBytes: '0' };
  draft.selfLinkWithId = linkOf(`${parentOf(path)}/${draft.id ?? ''}`);
}

export const instantSnapshots: Collection = defineCollection({
  name: 'instantSnapshots',
  collections: ['instantSnapshots', 'regionInstantSnapshots'],
  lifecycle: { complete },
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
