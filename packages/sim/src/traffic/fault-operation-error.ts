import type { OperationError } from '../kernel/operation.ts';
import { readFields, readText, readWhole } from '../read-fields.ts';

/** How an operation fails. */
export interface FaultOperationError {
  /** In the spelling of operations, such as `ZONE_RESOURCE_POOL_EXHAUSTED`. */
  readonly code: string;
  /** Default: the code. */
  readonly message?: string;
  /** Default: what GCE shows with the code, and 400 with one that is not known here. */
  readonly httpErrorStatusCode?: number;
}

const STATUSES: Readonly<Record<string, number>> = {
  CONDITION_NOT_MET: 412,
  INTERNAL_ERROR: 500,
  IP_IN_USE_BY_ANOTHER_RESOURCE: 409,
  QUOTA_EXCEEDED: 403,
  RESOURCE_ALREADY_EXISTS: 409,
  RESOURCE_NOT_FOUND: 404,
  ZONE_RESOURCE_POOL_EXHAUSTED: 503,
  ZONE_RESOURCE_POOL_EXHAUSTED_WITH_DETAILS: 503,
};

/** @throws TypeError for what is no error of an operation, naming the field */
export function readOperationError(value: unknown): OperationError {
  const what = 'fault.operationError';
  const fields = readFields(value, what, ['code', 'message', 'httpErrorStatusCode']);
  const code = readText(fields['code'], `${what}.code`);
  const known = Object.hasOwn(STATUSES, code) ? STATUSES[code] : undefined;
  return {
    code,
    message: fields['message'] === undefined ? code : readText(fields['message'], `${what}.message`),
    status: readWhole(fields['httpErrorStatusCode'] ?? known ?? 400, `${what}.httpErrorStatusCode`, 400, 599),
  };
}
