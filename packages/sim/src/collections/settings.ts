import { required } from '../kernel/refusal.ts';
import { parentOf } from '../kernel/resource-path.ts';
import { linkOf } from '../kernel/self-link.ts';
import { fingerprintOf, seedOf, token } from '../kernel/token.ts';
import type { Collection } from './collection.ts';
import { defineCollection } from './define-collection.ts';
import { checkMetadataMap } from './metadata.ts';

/** The settings for new machines in a zone. */
export const instanceSettings: Collection = defineCollection({
  name: 'instanceSettings',
  collections: ['instanceSettings'],
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
    complete: (draft) => {
      draft.metadata = { kind: 'compute#metadata', ...draft.metadata };
    },
    check: ({ metadata }) => checkMetadataMap(metadata?.items, 'resource.metadata.items'),
  },
  reading: {
    initial: (path) => ({
      kind: 'compute#instanceSettings',
      // It must be the same whenever it is read, although nothing is stored yet.
      fingerprint: fingerprintOf(token(seedOf(path), 0)),
      zone: linkOf(parentOf(path)),
      metadata: { kind: 'compute#metadata' },
    }),
  },
  evidence: { assumed: { get: 'Before their first change, settings hold no metadata.' } },
});

/** Where new snapshots are kept. */
export const snapshotSettings: Collection = defineCollection({
  name: 'snapshotSettings',
  collections: ['snapshotSettings', 'regionSnapshotSettings'],
  lifecycle: {
    check: ({ storageLocation: { policy, locations = {} } = {} }) => {
      if (policy !== 'SPECIFIC_LOCATIONS' || Object.keys(locations).length > 0) return;
      throw required('resource.storageLocation.locations');
    },
  },
  reading: { initial: () => ({ storageLocation: { policy: 'NEAREST_MULTI_REGION' } }) },
  evidence: { assumed: { get: 'Snapshots are kept in the nearest multi-region unless settings say otherwise.' } },
});

/** From where the snapshots of disks can be used. */
export const diskSettings: Collection = defineCollection({
  name: 'diskSettings',
  collections: ['diskSettings', 'regionDiskSettings'],
  reading: { initial: () => ({ accessLocation: { policy: 'ALL_REGIONS' } }) },
  evidence: { assumed: { get: 'All regions have access unless settings say otherwise.' } },
});

/** How the global front end is billed. */
export const globalFrontendSettings: Collection = defineCollection({
  name: 'globalFrontendSettings',
  collections: ['globalFrontendSettings'],
  reading: { initial: (path) => ({ bundleType: 'INDIVIDUAL', etag: fingerprintOf(token(seedOf(path), 0)) }) },
  evidence: { assumed: { get: 'No bundle is billed unless settings say so.' } },
});
