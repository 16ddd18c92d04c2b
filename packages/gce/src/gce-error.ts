import type { CloudError } from '@gcepool/core';

const mark = Symbol.for('@gcepool/gce/GceError');

/** What a {@link GceError} is made of. */
export interface GceErrorParts {
  readonly code: number;
  readonly reason?: string | undefined;
  readonly operationErrorCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly method: string;
  readonly resource: string;
  /** What happened, and what to do about it where that is known: the second half of the message. */
  readonly detail: string;
  readonly cause?: unknown;
}

/**
 * The one error that every method of a `GceCloud` rejects with. `instanceof` holds across copies of this package.
 *
 * `code` is the HTTP status with which GCE refused the call, or the `httpErrorStatusCode` of the operation that failed.
 * **`code` 0 means that there is no word from GCE on this call**, and then `reason` is one of
 * - `notSent`: the request never left (no credentials, a token that could not be fetched, a request that could not be built);
 * - `noAnswer`: it left and no complete answer came back; it may have been carried out;
 * - `malformedAnswer`: something that is not GCE answered 2xx with a body that is not JSON;
 * - `timeout`, `aborted`: this side stopped waiting; the work may still be carried out;
 * - `outcomeUnknown`: the change was accepted, but its operation cannot be asked how it ended. GCE's own answer to that may be
 *   a 404, which would read as "the resource is absent".
 */
export class GceError extends Error implements CloudError {
  declare readonly code: number;
  /**
   * GCE's own word in the spelling of its HTTP errors (`notFound`, `resourceInUseByAnotherResource`), also for failed
   * operations, which spell it in capitals. Absent where GCE gave none, such as on an error page of a proxy.
   */
  declare readonly reason?: string;
  /** The word of a failed operation as GCE spelt it: `RESOURCE_IN_USE_BY_ANOTHER_RESOURCE`. Absent on any other error. */
  declare readonly operationErrorCode?: string;
  /** How long GCE asks to be left alone, in milliseconds, where it says so. */
  declare readonly retryAfterMs?: number;
  /** The resource the call was about: `projects/p/global/backendServices/x`. */
  declare readonly resource: string;
  /** The method of the Compute API: `backendServices.insert`. */
  declare readonly method: string;

  constructor(parts: GceErrorParts) {
    super(
      `${parts.method} of ${parts.resource}: ${parts.detail}`,
      parts.cause === undefined ? undefined : { cause: parts.cause },
    );
    this.name = 'GceError';
    this.code = parts.code;
    if (parts.reason !== undefined) this.reason = parts.reason;
    if (parts.operationErrorCode !== undefined) this.operationErrorCode = parts.operationErrorCode;
    if (parts.retryAfterMs !== undefined) this.retryAfterMs = parts.retryAfterMs;
    this.resource = parts.resource;
    this.method = parts.method;
    Object.defineProperty(this, mark, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value;
  }
}
