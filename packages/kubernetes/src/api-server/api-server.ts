import type { JsonObject } from '../objects/json-object.ts';

/** A request to an API server. */
export interface ApiRequest {
  /** `GET` by default. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Such as `/api/v1/services`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Of a `PATCH`, what is merged into the object: `null` takes a field away. */
  readonly body?: JsonObject;
  readonly signal?: AbortSignal | undefined;
}

/** An API server of Kubernetes, asked as somebody. */
export interface ApiServer {
  /** Its URL, for messages. */
  readonly address: string;
  /** The namespace that whoever asks is in; absent where nothing says so. */
  readonly namespace?: string | undefined;
  /** Resolves to what it answers. @throws ApiServerError where it refuses, or does not answer. */
  ask(request: ApiRequest): Promise<JsonObject>;
  /** The same for an answer that goes on, such as a watch: resolves once it has begun, to the objects on its lines. */
  follow(request: ApiRequest): Promise<AsyncIterable<JsonObject>>;
}
