import type { JsonObject } from '../kernel/json.ts';
import type { OperationError } from '../kernel/operation.ts';
import type { Entry, Reference } from '../kernel/entry.ts';
import type { State } from '../kernel/state.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Call } from './call.ts';
import type { DeleteContext, WriteContext } from './context.ts';
import type { Evidence } from './evidence.ts';
import type { ReferenceRule } from './reference-rule.ts';
import type { Verb } from './verb.ts';
import type { Draft, Referable, SchemaField, Sent, WireTypes } from '../wire/wire.ts';

/**
 * The rules one GCE collection has of its own, grouped by when they act. Whatever is absent is as everywhere else: a
 * collection needs no record at all to be created, read, listed, patched, replaced, labelled and deleted.
 */
export interface Collection<Types extends WireTypes = WireTypes> {
  /** The segment in paths: `backendServices`, for the global and the regional ones alike. */
  readonly name: string;
  /** The API's own names for it, one for each kind of scope: `backendServices`, `regionBackendServices`. */
  readonly collections: readonly string[];
  /** What its bodies may hold. */
  readonly body?: BodyRules<FieldOf<Types>>;
  /** Fields that hold references to other resources, as `Schema.field`. */
  readonly references?: { readonly [Field in SchemaField]?: ReferenceRule<Referable> };
  /** How a resource is made and changed. */
  readonly lifecycle?: Lifecycle<Types['resource'], MethodOf<Types>>;
  readonly deletion?: Deletion<Types['resource']>;
  readonly reading?: Reading<Types['resource'], Types['later']>;
  readonly operations?: OperationRules<MethodOf<Types>>;
  readonly probing?: Probing<Types['resource']>;
  /** Methods on a resource whose bodies name others as that of an insert does: by any form of a link to what there is. */
  readonly resolves?: readonly MethodOf<Types>[];
  /** Methods of this collection alone, by name. */
  readonly verbs?: { readonly [Method in MethodOf<Types>]?: Verb<Types['bodies'][Method], Types['resource']> };
  /** How the effects of its methods are known. */
  readonly evidence?: Evidence<MethodOf<Types>>;
}

type FieldOf<Types extends WireTypes> = keyof Types['resource'] & string;
type MethodOf<Types extends WireTypes> = keyof Types['bodies'] & string;

/** What bodies may hold, and must. */
export interface BodyRules<Field extends string = string> {
  /** Fields that an insert must carry, besides those the API model requires. */
  readonly required?: readonly Field[];
  /** Fields that a body may set although the API model calls them output only. */
  readonly accepts?: readonly Field[];
  /** Fields that the API model does not know and widespread clients send: not even a strict simulator refuses them. */
  readonly ignores?: readonly string[];
  /** Fields that a body may leave out although the API model requires them. */
  readonly optional?: readonly SchemaField[];
  /** Methods of another verb than PATCH that merge their body into the resource, so that `null` clears a field. Default: `patchRule` and its like. */
  readonly merging?: readonly string[];
  /** Fields of the resource that are kept although their message holds nothing: elsewhere it counts as not set. */
  readonly keepsEmpty?: readonly Field[];
  /** Values that fields of a body may have although the API model does not list them. */
  readonly acceptsValues?: { readonly [Name in SchemaField]?: readonly string[] };
}

/** How a resource comes to be what it is, in the order of work. */
export interface Lifecycle<R extends JsonObject = JsonObject, Method extends string = string> {
  /**
   * Makes the name of a new resource, where the service does. The operation of an insert keeps its target to itself until it
   * is done then (observed for firewall policies). Default: the body names it.
   */
  readonly newName?: (call: Call, transaction: Transaction) => string;
  /** Throws a Refusal for what the body of an insert, update or patch shows by itself, before the fingerprint is looked at. */
  readonly checkSent?: (sent: Sent<R>, call: Call) => void;
  /** What the body of a PATCH changes though its mask does not name it, where the mask says what is cleared. Default: nothing. */
  readonly besideMask?: (sent: Sent<R>, call: Call) => Sent<R>;
  /** Methods that refuse a body without the current `fingerprint`; elsewhere an absent one is accepted. */
  readonly fingerprintRequiredOn?: readonly Method[];
  /** Fields that the fingerprint stands for. Default: all. */
  readonly fingerprintFields?: readonly (keyof R & string)[];
  /** Whether `labels` in the body of an insert are ignored: only `setLabels` sets them then. */
  readonly ignoresLabelsOnInsert?: true;
  /** Fields that an update or patch must leave as they are. */
  readonly immutable?: readonly (keyof R & string)[];
  /** Fills what the service fills, on insert and on update; `draft` holds what was sent. */
  readonly complete?: (draft: Draft<R>, context: WriteContext<R>) => void;
  /** Throws a Refusal for what the service refuses; called with the completed resource. */
  readonly check?: (resource: R, context: WriteContext<R>) => void;
  /** What a write does to other resources, and what is kept hidden of this one. */
  readonly onWrite?: (resource: R, context: WriteContext<R>) => JsonObject | void;
  /**
   * References that are not visible in the resource itself, such as the members of a group; those of items that another entry of the
   * same path shares may be left out.
   */
  readonly hiddenReferences?: (entry: Entry<R>, except?: Entry<R>) => readonly Reference[];
  /** What the service only finds out while the operation of a write runs, whatever method it is of: the error it ends in. */
  readonly findFailure?: (resource: R, context: WriteContext<R>) => OperationError | undefined;
  /** What the operation of an insert warns of, as `{ code, message, data }`. */
  readonly findWarnings?: (resource: R, context: WriteContext<R>) => readonly JsonObject[];
}

/** How a resource goes. */
export interface Deletion<R extends JsonObject = JsonObject> {
  /** What a deletion does to other resources. Throws a Refusal to refuse, or returns the error its operation ends in. */
  readonly onDelete?: (path: string, entry: Entry<R>, context: DeleteContext) => OperationError | void;
  /** How a deletion is refused while the resource is in use: at once (the default), or by an operation that fails. */
  readonly inUse?: 'refused' | 'operation';
  /** What the refusal to delete a resource in use calls it and its user, where that is not their paths. */
  readonly nameInUse?: (
    path: string,
    user: string,
    state: State,
  ) => readonly [resource: string, user: string] | undefined;
}

/** What reads show beyond what is stored. */
export interface Reading<R extends JsonObject = JsonObject, Later extends JsonObject = JsonObject> {
  /** Fields computed from other resources whenever the resource is read. */
  readonly derive?: (path: string, entry: Entry<R>, state: State) => Partial<R>;
  /** Whether what is derived depends on the time as well. Default: on nothing but what is stored. */
  readonly changesWithTime?: true;
  /** Fields that every resource has which is read through a version later than v1, and that v1 does not know. */
  readonly laterFields?: (path: string, resource: Later) => Partial<Later>;
  /** What there is one of in every scope without being made, such as settings: as it is before its first change. */
  readonly initial?: (path: string) => R;
  /** Resources that exist without being made and cannot be changed, such as zones; others may be made beside them. */
  readonly fixed?: FixedResources<R>;
  /** Whether a list can be filtered and sorted in one request. Default: it cannot. */
  readonly sortsFiltered?: true;
}

/** How operations look that its methods start. */
export interface OperationRules<Method extends string = string> {
  /** Names of operations by method, where it is not the method's own name; some follow from the request. */
  readonly types?: { readonly [M in Method]?: string | ((call: Call) => string) };
  /** Methods whose operations are named in full: `compute.regionSslPolicies.patch`. */
  readonly fullTypes?: readonly Method[];
  /**
   * Methods that are carried out one after the other where an operation works on their resource already. All others are
   * refused then: `resourceNotReady`.
   */
  readonly queued?: readonly Method[];
  /** How methods are refused, with 400, while an operation works on their resource; else it is `resourceNotReady`. */
  readonly busy?: { readonly [M in Method]?: string };
  /** Methods whose operation is DONE when they answer. */
  readonly doneAtOnce?: readonly Method[];
}

/** What health probes need to know of the past. */
export interface Probing<R extends JsonObject = JsonObject> {
  /** What an entry keeps of it, as `hidden.probing`, when it is stored at `at`. */
  readonly remember?: (before: Entry<R> | undefined, after: Entry<R>, at: number) => JsonObject;
}

/** Resources out of a table. */
export interface FixedResources<R extends JsonObject = JsonObject> {
  /** Names in order, in a scope such as `projects/p/zones/z`. */
  readonly names: (scope: string) => readonly string[];
  /** The resource of that name; undefined if there is none. */
  readonly get: (scope: string, name: string) => R | undefined;
  /** Why there cannot be one of that name, where a get says more than that there is none. */
  readonly problem?: (name: string) => string | undefined;
}
