import { codeOf, messageOf } from '@gcepool/core';

/** Waits for a call that must be refused with this status. @throws Error if it is carried out or fails in another way. */
export async function refused(code: number, call: Promise<unknown>, what: string): Promise<void> {
  const outcome = await call.then(
    () => 'it was carried out',
    (error: unknown) => (codeOf(error) === code ? undefined : `it rejected with ${codeOf(error)}: ${messageOf(error)}`),
  );
  if (outcome !== undefined) throw new Error(`${what} must be refused with ${code}, but ${outcome}`);
}
