import type { Collection, Verb } from './collection.ts';
import { notFound } from '../engine/refusal.ts';

/** `wait` answers with the operation as it is now: clients call it again until it is DONE, as the real one may ask of them. */
const wait: Verb = (call, transaction) => {
  const entry = transaction.get(call.path);
  if (entry === undefined) throw notFound(call.path);
  return { answer: entry.resource };
};

/** Forgets a finished operation; answers with an empty body. */
const remove: Verb = (call, transaction) => {
  if (transaction.get(call.path) === undefined) throw notFound(call.path);
  transaction.remove(call.path);
  return { answer: undefined };
};

export const operations: Collection = {
  name: 'operations',
  collections: ['globalOperations', 'regionOperations', 'zoneOperations', 'globalOrganizationOperations'],
  verbs: { wait, delete: remove },
};
