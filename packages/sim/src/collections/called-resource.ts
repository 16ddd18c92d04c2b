import type { JsonObject } from '../kernel/json.ts';
import { notFound } from '../kernel/refusal.ts';
import type { Entry } from '../kernel/entry.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Call } from './call.ts';

/** The stored resource that a call is about. @throws Refusal when there is none */
export function calledResource<R extends JsonObject = JsonObject>(
  call: Pick<Call, 'path'>,
  transaction: Transaction,
): Entry<R> {
  const entry = transaction.get(call.path);
  if (entry === undefined) throw notFound(call.path);
  // What is kept under the collection of a method was read by the schema of that collection.
  return entry as Entry<R>;
}
