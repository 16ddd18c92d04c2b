import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { onPresent } from '../on-present.ts';

/** Deleted snapshots are gone here, so there never is one to be recovered. */
export const recoverableSnapshots: Collection = defineCollection({
  name: 'recoverableSnapshots',
  collections: ['recoverableSnapshots', 'regionRecoverableSnapshots'],
  verbs: { recover: onPresent },
  evidence: { assumed: { recover: 'Deleted snapshots are gone here: 404.' } },
});
