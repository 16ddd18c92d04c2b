import type { JsonObject } from '../../kernel/json.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { find } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { notFound, notReady } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';

type Operation = Resource<'Operation'>;

/** `wait` answers with the operation as it is now: clients call it again until it is DONE, as the real one may ask of them. */
const wait: Verb<JsonObject, Operation> = (call, transaction) => {
  const entry = find(transaction, 'operations', call.path);
  if (entry === undefined) throw notFound(call.path);
  return { answer: entry.resource };
};

/** Forgets a finished operation; answers with an empty body. */
const remove: Verb<JsonObject, Operation> = (call, transaction) => {
  const entry = find(transaction, 'operations', call.path);
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
  evidence: {
    documented: {
      delete: { describedAt: 'globalOperations.delete', sentence: 'Deletes the specified Operations resource.' },
    },
  },
});
