import type { Method } from '@gcepool/api';
import type { JsonObject } from '../kernel/json.ts';
import type { OperationError } from '../kernel/operation.ts';

/** What was decided beforehand about the operation a call will start. What is absent is as ever. */
export interface OperationFate {
  /** How long it runs, in milliseconds of virtual time. */
  readonly latencyMs?: number | 'never';
  /** It ends with this error and without effect. */
  readonly error?: OperationError;
}

/** Something in a request that Compute looks past. */
export interface Ignored {
  /** As `resource.routingConfig.x`, `query.x`; `body` for one that the method does not take. */
  readonly field: string;
  /** The value that has no effect, where it is not the field. */
  readonly value?: string;
  /** What Compute knows and is spelled most like it. */
  readonly nearest?: string;
}

/** A request that has been routed and checked: what the methods work on. */
export interface Call<Body extends JsonObject = JsonObject> {
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
  /** What the request holds to no effect; absent if all of it has one. */
  readonly ignored?: readonly Ignored[];
}
