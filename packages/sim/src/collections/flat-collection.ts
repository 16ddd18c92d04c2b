import type { JsonDraft, JsonObject } from '../kernel/json.ts';
import type { OperationError } from '../kernel/operation.ts';
import type { Entry } from '../kernel/entry.ts';
import type { State } from '../kernel/state.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Call } from './call.ts';
import type { Collection, FixedResources } from './collection.ts';
import type { DeleteContext, WriteContext } from './context.ts';
import type { ReferenceRule } from './reference-rule.ts';
import type { Verb } from './verb.ts';

/**
 * The rules one GCE collection has of its own. Whatever is absent is as everywhere else: a collection needs no record
 * at all to be created, read, listed, patched, replaced, labelled and deleted.
 */
export interface FlatCollection {
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
  /** Fields of bodies that are dropped although the API model does not know them: clients send them. */
  readonly ignores?: readonly string[];
  /** Fields that a body may leave out although the API model requires them, as `Schema.field`. */
  readonly optional?: readonly string[];
  /** Values that fields of a body may have although the API model does not list them, by `Schema.field`. */
  readonly acceptsValues?: Readonly<Record<string, readonly string[]>>;
  /** Parameter that names the resource of an update or patch whose path does not; without it the body's name does. */
  readonly namedBy?: string;
  /** Makes the name of a new resource, where the service does. Default: the body names it. */
  readonly newName?: (call: Call, transaction: Transaction) => string;
  /** Whether the operation of an insert keeps its target to itself until it is done. */
  readonly hidesNewTarget?: true;
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
  /** Names of operations by method, where it is not the method's own name; some follow from the request. */
  readonly operationTypes?: Readonly<Record<string, string | ((call: Call) => string)>>;
  /** Methods whose operations are named in full: `compute.regionSslPolicies.patch`. */
  readonly fullOperationTypes?: readonly string[];
  /** Methods whose operation is DONE when they answer. */
  readonly doneAtOnce?: readonly string[];
  /** Throws a Refusal for what the body of an insert, update or patch shows by itself, before the fingerprint is looked at. */
  readonly checkSent?: (sent: JsonObject, call: Call) => void;
  /** Fills what the service fills, on insert and on update; `draft` holds what was sent. */
  readonly complete?: (draft: JsonDraft, context: WriteContext) => void;
  /** Throws a Refusal for what the service refuses; called with the completed resource. */
  readonly check?: (resource: JsonObject, context: WriteContext) => void;
  /** What the service only finds out while the operation runs: the error it ends in. */
  readonly findFailure?: (resource: JsonObject, context: WriteContext) => OperationError | undefined;
  /** What the operation of an insert warns of, as `{ code, message, data }`. */
  readonly findWarnings?: (resource: JsonObject, context: WriteContext) => readonly JsonObject[];
  /** What a write does to other resources, and what is kept out of sight of this one. */
  readonly onWrite?: (resource: JsonObject, context: WriteContext) => JsonObject | void;
  /** What an entry keeps of the past for health probes, as `hidden.probing`, when it is stored at `at`. */
  readonly remember?: (before: Entry | undefined, after: Entry, at: number) => JsonObject;
  /** What a deletion does to other resources. Throws a Refusal to refuse, or returns the error its operation ends in. */
  readonly onDelete?: (path: string, entry: Entry, context: DeleteContext) => OperationError | void;
  /** How a deletion is refused while the resource is in use: at once (the default), or by an operation that fails. */
  readonly inUse?: 'refused' | 'operation';
  /** What the refusal to delete a resource in use calls it and its user, where that is not their paths. */
  readonly nameInUse?: (
    path: string,
    user: string,
    state: State,
  ) => readonly [resource: string, user: string] | undefined;
  /** References that are not visible in the resource itself, such as the members of a group. */
  readonly hiddenReferences?: (entry: Entry) => readonly { readonly target: string; readonly isWeak: boolean }[];
  /** Fields computed from other resources whenever the resource is read. */
  readonly derive?: (path: string, entry: Entry, state: State) => JsonObject;
  /** Whether a list can be filtered and sorted in one request. Default: it cannot. */
  readonly sortsFiltered?: true;
  /** Methods of this collection alone, by name. */
  readonly verbs?: Readonly<Record<string, Verb>>;
  /** Methods whose body carries a resource in a field of that name; its references are resolved as those of a new one. */
  readonly resourceInBody?: Readonly<Record<string, string>>;
  /** Methods whose effect here is assumed: neither recorded nor documented. */
  readonly assumed?: readonly string[];
  /** What there is one of in every scope without being made, such as settings: as it is before its first change. */
  readonly initial?: (path: string) => JsonObject;
  /** Resources that exist without being made and cannot be changed, such as zones; others may be made beside them. */
  readonly fixed?: FixedResources;
}

/** The same in groups. */
export function grouped(flat: FlatCollection): Collection {
  const {
    name,
    collections,
    verbs,
    references,
    snakeName,
    namedBy,
    newName,
    required,
    accepts,
    ignores,
    optional,
    acceptsValues,
    resourceInBody,
    assumed,
    derive,
    initial,
    fixed,
    sortsFiltered,
    onDelete,
    inUse,
    nameInUse,
    operationTypes,
    fullOperationTypes,
    doneAtOnce,
    hidesNewTarget,
    remember,
    ...lifecycle
  } = flat;
  return {
    name,
    collections,
    verbs,
    references,
    lifecycle,
    naming: { snakeName, namedBy, newName },
    body: { required, accepts, ignores, optional, acceptsValues, resourceIn: resourceInBody },
    deletion: { onDelete, inUse, nameInUse },
    reading: { derive, initial, fixed, sortsFiltered },
    operations: { types: operationTypes, fullTypes: fullOperationTypes, doneAtOnce, hidesNewTarget },
    probing: { remember },
    evidence: { assumed: Object.fromEntries((assumed ?? []).map((method) => [method, ''])) },
  } as Collection;
}
