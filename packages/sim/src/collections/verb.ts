import type { JsonObject } from '../kernel/json.ts';
import type { OperationError } from '../kernel/operation.ts';
import type { Entry } from '../kernel/entry.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Call } from './call.ts';
import type { Sent } from '../wire/wire.ts';

/** What a verb does: answers at once, or writes through an operation. */
export type Outcome<R extends JsonObject = JsonObject> =
  | { readonly answer: JsonObject | undefined }
  | {
      /** All of a list, which is answered in pages and in the shape of the method's response. */
      readonly list: readonly JsonObject[];
    }
  | {
      /** The resource as it will be. */
      readonly write: Entry<R>;
      readonly operationType?: string;
    }
  | {
      /** Fields of the resource that take new values as an update would give them; `null` clears a field. */
      readonly set: Partial<Sent<R>>;
      readonly operationType?: string;
    }
  | { readonly operation: OperationError | 'done' | 'running'; readonly operationType?: string };

/** A method that one collection has for itself, over the body it takes and the resource it is about. */
export type Verb<Body extends JsonObject, R extends JsonObject = JsonObject> = (
  call: Call<Body>,
  transaction: Transaction,
) => Outcome<R>;
