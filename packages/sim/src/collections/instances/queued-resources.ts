import { invalid } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

/** What waits for capacity, which never comes here; alpha has it. */
export const queuedResources: Collection = defineCollection({
  name: 'queuedResources',
  collections: ['zoneQueuedResources'],
  lifecycle: {
    complete: (draft) => {
      draft.state ??= 'ACCEPTED';
    },
  },
  verbs: {
    cancel: (call, transaction) => {
      const { state } = calledResource(call, transaction).resource;
      if (state !== 'ACCEPTED') {
        throw invalid('queuedResource', call.path, 'Only a resource in ACCEPTED state may be cancelled.');
      }
      return { set: { state: 'CANCELLED' as const } };
    },
  },
  evidence: {
    documented: {
      cancel: {
        version: 'alpha',
        describedAt: 'zoneQueuedResources.cancel',
        sentence: 'Only a resource in ACCEPTED state may be cancelled.',
      },
    },
    lacking: { insert: 'capacity never becomes available, so that nothing is provisioned' },
  },
});
