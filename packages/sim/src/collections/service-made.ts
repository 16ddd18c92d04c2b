import type { JsonObject } from '../kernel/json.ts';
import { linkOf } from '../kernel/self-link.ts';
import { timestamp } from '../kernel/timestamp.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Draft } from '../wire/wire.ts';

/** The beginnings of a resource that the service makes by itself, such as the routes of a network. */
export function serviceMade<R extends JsonObject>(
  kind: string,
  path: string,
  fields: Partial<R>,
  transaction: Transaction,
): Draft<R> {
  const made: JsonObject = {
    kind,
    id: transaction.newId(),
    creationTimestamp: timestamp(transaction.now),
    ...fields,
    selfLink: linkOf(path),
  };
  // What is added to the fields of R, every resource has, and as text.
  return made as Draft<R>;
}
