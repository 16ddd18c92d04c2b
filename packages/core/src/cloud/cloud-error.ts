/**
 * HTTP status of a {@link CloudError}, recognised by shape: any object whose `code` is a number, or one that it is the `cause`
 * of. `undefined` for every other value, whatever its text says: an error that merely mentions "not found" is not a 404.
 */
export function codeOf(error: unknown): number | undefined {
  return cloudErrorIn(error)?.code;
}

/** GCE's own word for a refusal, such as `resourceInUseByAnotherResource`, where the error, or its cause, carries one. */
export function refusalOf(error: unknown): string | undefined {
  const reason = fieldOf(error, 'reason');
  return typeof reason === 'string' ? reason : undefined;
}

/** What a {@link CloudError}, or the one that is the cause, says under this name. */
export function fieldOf(error: unknown, name: string): unknown {
  const refused = cloudErrorIn(error) ?? error;
  return hasField(refused, name) ? refused[name] : undefined;
}

/** Text of an error, or of anything else that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** True when a delete was refused because another resource still points at this one. */
export function isInUse(error: unknown): boolean {
  if (codeOf(error) !== 400) return false;
  return (
    refusalOf(error) === 'resourceInUseByAnotherResource' || messageOf(cloudErrorIn(error)).includes('being used by')
  );
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

/** The outermost error of a chain of causes that has a status. */
function cloudErrorIn(error: unknown): { readonly code: number } | undefined {
  for (let each = error; each !== undefined; each = hasField(each, 'cause') ? each.cause : undefined) {
    // The object is what the caller threw; its code has just been looked at.
    if (hasField(each, 'code') && typeof each.code === 'number') return each as { readonly code: number };
  }
  return undefined;
}

function hasField<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value;
}
