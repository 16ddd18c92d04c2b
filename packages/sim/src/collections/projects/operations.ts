import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { notFound, notReady } from '../../kernel/refusal.ts';

/** `wait` answers with the operation as it is now: clients call it again until it is DONE, as the real one may ask of them. */
const wait: Verb = (call, transaction) => {
  const entry = transaction.get(call.path);
  if (entry === undefined) throw notFound(call.path);
  return { answer: entry.resource };
};

/** Forgets a finished operation; answers with an empty body. */
const remove: Verb = (call, transaction) => {
  const entry = transaction.get(call.path);
  if (entry === undefined) throw notFound(call.path);
  // What it works on would stay locked for ever.
  if (entry.resource.status !== 'DONE') throw notReady(call.path);
  transaction.remove(call.path);
  transaction.commit();
  return { answer: undefined };
};

export const operations: Collection = defineCollection({
  name: 'operations',
  collections: ['globalOperations', 'regionOperations', 'zoneOperations', 'globalOrganizationOperations'],
  reading: {
    // gcloud asks for both when it lists the invalidations of a cache.
    sortsFiltered: true,
  },
  verbs: { wait, delete: remove },
});
