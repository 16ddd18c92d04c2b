import type { Json } from './json.ts';

/** One request and its answer, as a line of a recording. Volatile values and secrets are placeholders. */
export interface Exchange {
  /** From 1 on, in the order of the answers. */
  readonly n: number;
  readonly method: string;
  readonly url: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Null when there was none. */
  readonly requestBody: Json;
  readonly status: number;
  readonly responseBody: Json;
  /** Such as `regionHealthChecks`; empty for what is no method of the API. */
  readonly collection: string;
  /** Such as `insert`. */
  readonly apiMethod: string;
  readonly class: 'behaviour';
  readonly provenance: 'real';
  /** The endpoint that answered. */
  readonly source: string;
}
