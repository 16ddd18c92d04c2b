import type { CloudError } from '@gcepool/core';
import type { Simulator } from '@gcepool/sim';

/** What a simulator answers. */
export type Answer = ReturnType<Simulator['handle']>;

/** The body of an answer. */
export type Json = Record<string, unknown>;

/** The error of the in-process cloud. */
export class CloudRefusal extends Error implements CloudError {
  override readonly name = 'CloudRefusal';
  readonly code: number;
  declare readonly reason?: string;
  /** Where an operation ended with it. */
  declare readonly operationErrorCode?: string;
  readonly resource: string;

  constructor(code: number, reason: string | undefined, path: string, message?: string, operationErrorCode?: string) {
    super(message ?? `${reason ?? code} for ${path}`);
    this.code = code;
    this.resource = `projects/p/${path}`;
    if (reason !== undefined) this.reason = reason;
    if (operationErrorCode !== undefined) this.operationErrorCode = operationErrorCode;
  }
}

/** Whether an answer came, and came whole. */
export function hasArrived({ status, body, delivery }: Answer): boolean {
  const { truncateAt = Infinity } = delivery ?? {};
  return status !== 0 && truncateAt >= JSON.stringify(body ?? {}).length;
}

interface ErrorBody {
  readonly message?: string;
  readonly errors?: readonly { readonly reason?: string; readonly code?: string; readonly message?: string }[];
}

/** The refusal that an answer tells of. */
export function refusalOfAnswer({ status, body }: Answer, path: string): CloudRefusal {
  // An error has one form for the whole API.
  const { message, errors = [] } = (body?.['error'] ?? {}) as ErrorBody;
  return new CloudRefusal(status, errors[0]?.reason, path, message);
}

/** The refusal that an operation ended with. */
export function refusalOfOperation(error: unknown, status: number, path: string): CloudRefusal {
  const [first] = (error as ErrorBody).errors ?? [];
  const code = first?.code ?? 'UNKNOWN';
  const reason = code.toLowerCase().replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return new CloudRefusal(status, reason, path, first?.message, code);
}
