import type { JsonObject } from '../kernel/json.ts';
import type { Entry } from '../kernel/entry.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Call } from './call.ts';
import type { Sent } from '../wire/wire.ts';

/** What the rules about a write may look at. */
export interface WriteContext<R extends JsonObject = JsonObject> {
  readonly call: Call;
  readonly transaction: Transaction;
  /** Path of the resource being written. */
  readonly path: string;
  /** What was stored before; undefined on insert. */
  readonly before: Entry<R> | undefined;
  /** Body as it was sent, checked and cleaned. */
  readonly sent: Sent<R>;
}

/** What the rules about a deletion may look at. */
export interface DeleteContext {
  readonly call: Call;
  readonly transaction: Transaction;
}
