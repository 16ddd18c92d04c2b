import type { JsonDraft, JsonObject, Json } from '../engine/json.ts';
import type { OperationError } from '../engine/operation.ts';
import type { Entry, State } from '../engine/state.ts';
import type { Transaction } from '../engine/transaction.ts';
import type { Call } from './call.ts';

/**
 * The rules one GCE collection has of its own. Whatever is absent is as everywhere else: a collection needs no record
 * at all to be created, read, listed, patched, replaced, labelled and deleted.
 */
export interface Collection {
  /** The segment in paths: `backendServices`, for the global and the regional ones alike. */
  readonly name: string;
  /** The API's own names for it, one for each kind of scope: `backendServices`, `regionBackendServices`. */
  readonly collections: readonly string[];
  /** The singular in messages: `backend_service`. Default: made from `name`. */
  readonly snakeName?: string;
  /** Fields that an insert must carry, besides those the API model requires. */
  readonly required?: readonly string[];
  /** Fields that a body may set although the API model calls them output only. */
  readonly accepts?: readonly string[];
  /** Fields that an update or patch must leave as they are. */
  readonly immutable?: readonly string[];
  /** Methods that refuse a body without the current `fingerprint`; elsewhere an absent one is accepted. */
  readonly fingerprintRequiredOn?: readonly string[];
  /** Fields that the fingerprint stands for. Default: all. */
  readonly fingerprintFields?: readonly string[];
  /** Whether `labels` in the body of an insert are ignored: only `setLabels` sets them then. */
  readonly ignoresLabelsOnInsert?: true;
  /** Fields that hold references to other resources, as `Schema.field`. */
  readonly references?: Readonly<Record<string, ReferenceRule>>;
  /** Names of operations by method, where it is not the method's own name. */
  readonly operationTypes?: Readonly<Record<string, string>>;
  /** Methods whose operation is DONE when they answer. */
  readonly doneAtOnce?: readonly string[];
  /** Fills what the service fills, on insert and on update; `draft` holds what was sent. */
  readonly complete?: (draft: JsonDraft, context: WriteContext) => void;
  /** Throws a Refusal for what the service refuses; called with the completed resource. */
  readonly check?: (resource: JsonObject, context: WriteContext) => void;
  /** What the service only finds out while the operation runs: the error it ends in. */
  readonly findFailure?: (resource: JsonObject, context: WriteContext) => OperationError | undefined;
  /** What a write does to other resources, and what is kept out of sight of this one. */
  readonly onWrite?: (resource: JsonObject, context: WriteContext) => JsonObject | void;
  /** What a deletion does to other resources. Throws a Refusal to refuse, or returns the error its operation ends in. */
  readonly onDelete?: (path: string, entry: Entry, context: DeleteContext) => OperationError | void;
  /** How a deletion is refused while the resource is in use: at once (the default), or by an operation that fails. */
  readonly inUse?: 'refused' | 'operation';
  /** References that are not visible in the resource itself, such as the members of a group. */
  readonly hiddenReferences?: (entry: Entry) => readonly { readonly target: string; readonly isWeak: boolean }[];
  /** Fields computed from other resources whenever the resource is read. */
  readonly derive?: (path: string, entry: Entry, state: State) => JsonObject;
  /** Methods of this collection alone, by name. */
  readonly verbs?: Readonly<Record<string, Verb>>;
  /** Resources that exist in every project and cannot be changed, such as zones. */
  readonly fixed?: FixedResources;
}

/** What a field may refer to. */
export interface ReferenceRule {
  /** Names of collections; empty for any. */
  readonly to: readonly string[];
  /** How a reference to something absent is refused: 404 (the default), or 400 naming the field. */
  readonly missing?: 'notFound' | 'invalid';
  /** A weak reference does not keep its target from being deleted, and is not followed on write. */
  readonly isWeak?: true;
  /** The target lives in another API or project, so whether it exists is not checked. */
  readonly isUnchecked?: true;
}

export interface WriteContext {
  readonly call: Call;
  readonly transaction: Transaction;
  /** Path of the resource being written. */
  readonly path: string;
  /** What was stored before; undefined on insert. */
  readonly before: Entry | undefined;
  /** Body as it was sent, checked and cleaned. */
  readonly sent: JsonObject;
}

export interface DeleteContext {
  readonly call: Call;
  readonly transaction: Transaction;
}

/** What a verb does: answers at once, or writes through an operation. */
export type Outcome =
  | { readonly answer: JsonObject | undefined }
  | {
      /** The resource as it will be. */
      readonly write: Entry;
      readonly operationType?: string;
    }
  | { readonly operation: OperationError | 'done' | 'running'; readonly operationType?: string };

export type Verb = (call: Call, transaction: Transaction) => Outcome;

/** A read-only collection whose content is a table. */
export interface FixedResources {
  /** Names in order, in a scope such as `projects/p/zones/z`. */
  readonly names: (scope: string) => readonly string[];
  /** The resource of that name; undefined if there is none. */
  readonly get: (scope: string, name: string) => JsonObject | undefined;
}

export type { Json };
