/**
 * HTTP status of a {@link CloudError}, recognised by shape: any object whose `code` is a number.
 * `undefined` for every other value, whatever its text says: an error that merely mentions "not found" is not a 404.
 */
export function codeOf(error: unknown): number | undefined {
  return hasField(error, 'code') && typeof error.code === 'number' ? error.code : undefined;
}

/** GCE's own word for a refusal, such as `resourceInUseByAnotherResource`, where the error carries one. */
export function refusalOf(error: unknown): string | undefined {
  return hasField(error, 'reason') && typeof error.reason === 'string' ? error.reason : undefined;
}

/** Text of an error, or of anything else that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** True when a delete was refused because another resource still points at this one. */
export function isInUse(error: unknown): boolean {
  if (codeOf(error) !== 400) return false;
  return refusalOf(error) === 'resourceInUseByAnotherResource' || messageOf(error).includes('being used by');
}

/** Resolves to `undefined` where the cloud answers 404; every other refusal still rejects. */
export async function absentAsUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (codeOf(error) === 404) return undefined;
    throw error;
  }
}

function hasField<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value;
}
