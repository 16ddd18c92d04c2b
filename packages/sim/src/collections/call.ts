import type { ApiModel, Method } from '@gcepool/api';
import type { Ignored } from '../kernel/ignored.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { OperationError } from '../kernel/operation.ts';

/** What was decided beforehand about the operation a call will start. What is absent is as ever. */
export interface OperationFate {
  /** How long it runs, in milliseconds of virtual time. */
  readonly latencyMs?: number | 'never';
  /** It ends with this error and without effect. */
  readonly error?: OperationError;
}

/** Whoever asks, where permissions are enforced. */
export interface Caller {
  /** As policies name them: `user:alice@example.com`. */
  readonly principal: string;
  /** Whether they may do on a resource, named by its path, what a permission is for. */
  permits(permission: string, resource: string): boolean;
  /** The policy that a resource has by options, of which none was set. */
  givenPolicy(resource: string): JsonObject | undefined;
  /** What is wrong with the bindings of a policy, as a refusal goes on after `resource.policy.`; undefined if nothing is. */
  faultOfBindings(bindings: unknown): PolicyFaultWords | undefined;
}

/** What is wrong with a policy. */
export interface PolicyFaultWords {
  /** Such as `bindings[0].role`. */
  readonly field: string;
  readonly value: unknown;
  /** How it goes on after the name of the field. */
  readonly reason: string;
}

/** A request that has been routed and checked: what the methods work on. */
export interface Call<Body extends JsonObject = JsonObject> {
  /** The version of the API that was asked. */
  readonly model: ApiModel;
  readonly method: Method;
  /** The collection's segment in paths: `backendServices` for `regionBackendServices` too. */
  readonly segment: string;
  /** Parameters of the path, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters of the query, by name; values of one that may be repeated are joined with commas. */
  readonly query: ReadonlyMap<string, string>;
  /** The checked body; empty for a method that takes none. */
  readonly body: Body;
  /** `projects/p/zones/z`, `projects/p/global`. */
  readonly scope: string;
  readonly project: string;
  /** `projects/p/zones/z/instances`: where the resource is, or the collection's own path. */
  readonly parent: string;
  /** Path of the resource the method is about; the empty string for a method on a collection. */
  readonly path: string;
  /** Who asks, as operations show it. */
  readonly user: string;
  readonly operation?: OperationFate;
  /** Absent where everybody may do everything. */
  readonly caller?: Caller;
  /** What the request holds to no effect; absent if all of it has one. */
  readonly ignored?: readonly Ignored[] | undefined;
  /** What the body holds of what only the service sets; absent if it holds none. */
  readonly sentOutputs?: readonly SentOutput[] | undefined;
}

/** A field that only the service sets, in a body. */
export interface SentOutput {
  /** As `resource.status`. */
  readonly field: string;
  readonly name: string;
  readonly value: Json;
}
