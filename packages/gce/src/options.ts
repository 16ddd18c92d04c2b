import type { AuthClient, GoogleAuth } from 'google-auth-library';

/** One HTTP request to the Compute API, as it is about to be sent. */
export interface ApiCall {
  /** `backendServices.insert` */
  readonly method: string;
  /** `projects/p/global/backendServices/x`; for a list, the collection. */
  readonly resource: string;
  /** `POST` */
  readonly httpMethod: string;
  /** The whole URL, query included. */
  readonly url: string;
}

/** What became of one call to the Compute API. */
export interface ApiAnswer extends Pick<ApiCall, 'method' | 'resource'> {
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
}

/** What {@link createGceCloud} takes. */
export interface GceCloudOptions {
  /** Project id, such as `my-project`. */
  readonly project: string;
  /**
   * Where the API is, without its path: `http://127.0.0.1:8787`. Default: `https://compute.googleapis.com`, or the host of
   * the universe that the credentials belong to.
   */
  readonly endpoint?: string;
  /**
   * Who asks. Default: application default credentials; none at all where they would be lost or leaked, which is when
   * `fetch` is given or `endpoint` is plain `http:`.
   */
  readonly auth?: AuthClient | GoogleAuth;
  /** Sends the requests to the Compute API (not those for credentials) in place of HTTP, such as `simulator.fetch`. */
  readonly fetch?: typeof fetch;
  /** Told of every HTTP request to the Compute API just before it is sent; requests for credentials are not counted. */
  readonly onCall?: (call: ApiCall) => void;
  /** Told of what became of each, refusals included. */
  readonly onAnswer?: (answer: ApiAnswer) => void;
  /** Gives the `requestId` of each mutation. Default: `crypto.randomUUID`. */
  readonly newRequestId?: () => string;
  /** Items that one page of a list may hold, 1 to 500. Default: the API's own, 500. */
  readonly pageSize?: number;
  /** How long one HTTP request may take, in milliseconds. GCE itself holds a `wait` for up to 2 minutes. Default: 150 000. */
  readonly requestTimeoutMs?: number;
  /**
   * How long a mutation may take, its operation included, in milliseconds, before it rejects with `reason: 'timeout'`. The
   * operation goes on. Default: 600 000.
   */
  readonly operationTimeoutMs?: number;
  /** Aborts every call of this cloud, those under way included. */
  readonly signal?: AbortSignal;
  /**
   * Pauses for `ms` milliseconds, 1 000 after each `wait` that came back unfinished; rejects when `signal` aborts.
   * Default: a timer.
   */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What each mutation takes as its last argument. */
export interface MutationOptions {
  /**
   * UUID of this change. Give the same one when the same call is made again after its answer was lost: GCE then answers with
   * the first call's operation in place of doing the work twice. Default: a new one for each call.
   */
  readonly requestId?: string | undefined;
  /** Stops waiting for this one call. */
  readonly signal?: AbortSignal | undefined;
}
