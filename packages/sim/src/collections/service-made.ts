import type { JsonDraft, JsonObject } from '../kernel/json.ts';
import { linkOf } from '../kernel/self-link.ts';
import { timestamp } from '../kernel/timestamp.ts';
import type { Transaction } from '../kernel/transaction.ts';

/** The beginnings of a resource that the service makes by itself, such as the routes of a network. */
export const serviceMade = (kind: string, path: string, fields: JsonObject, transaction: Transaction): JsonDraft => ({
  kind,
  id: transaction.newId(),
  creationTimestamp: timestamp(transaction.now),
  ...fields,
  selfLink: linkOf(path),
});
