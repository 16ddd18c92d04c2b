import type { JsonObject } from '../kernel/json.ts';
import { asObject } from '../kernel/json.ts';
import { linkOf } from '../kernel/self-link.ts';
import { fingerprintOf, seedOf, token } from '../kernel/token.ts';
import type { Collection } from './collection.ts';
import { defineCollection } from './define-collection.ts';

/** The settings for new machines in a zone. */
export const instanceSettings: Collection = defineCollection({
  name: 'instanceSettings',
  collections: ['instanceSettings'],
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
    complete: (draft) => {
      draft.metadata = { kind: 'compute#metadata', ...asObject(draft.metadata) };
    },
  },
  reading: {
    initial: (path): JsonObject => ({
      kind: 'compute#instanceSettings',
      // It must be the same whenever it is read, although nothing is stored yet.
      fingerprint: fingerprintOf(token(seedOf(path), 0)),
      zone: linkOf(path.slice(0, path.lastIndexOf('/'))),
      metadata: { kind: 'compute#metadata' },
    }),
  },
});

/** Where new snapshots are kept. */
export const snapshotSettings: Collection = defineCollection({
  name: 'snapshotSettings',
  collections: ['snapshotSettings', 'regionSnapshotSettings'],
  reading: { initial: (): JsonObject => ({ storageLocation: { policy: 'NEAREST_MULTI_REGION' } }) },
});
