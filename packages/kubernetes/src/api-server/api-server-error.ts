import { at, textAt } from '../objects/json-object.ts';

/** A request to an API server that was refused or not answered. */
export class ApiServerError extends Error {
  override readonly name = 'ApiServerError';
  /** Of HTTP; 0 where the server has not said anything. */
  readonly status: number;
  /** So long it wants to be left alone, in milliseconds; absent where it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, status: number, options: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
    super(message, options);
    this.status = status;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** What an object of the kind `Status` says, which the server sends in place of what was asked for. */
export function errorOfStatus(asked: string, object: unknown, httpStatus?: number): ApiServerError {
  const code = at(object, 'code');
  const status = typeof code === 'number' ? code : (httpStatus ?? 0);
  const seconds = at(object, 'details', 'retryAfterSeconds');
  const said = textAt(object, 'message') ?? textAt(object, 'reason') ?? `status ${status}`;
  return new ApiServerError(
    `${asked}: ${said}`,
    status,
    typeof seconds === 'number' ? { retryAfterMs: seconds * 1_000 } : {},
  );
}

/** True where the server no longer has the version that was asked for: all is to be listed anew. */
export const isGone = (error: unknown): boolean => error instanceof ApiServerError && error.status === 410;

/** True where there is no such thing, nor such a kind of things. */
export const isNotFound = (error: unknown): boolean => error instanceof ApiServerError && error.status === 404;

/** True where somebody else has changed or made the object meanwhile. */
export const isConflict = (error: unknown): boolean => error instanceof ApiServerError && error.status === 409;
