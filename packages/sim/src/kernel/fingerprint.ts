import type { Json, JsonObject } from './json.ts';
import { conditionNotMet, required } from './refusal.ts';
import { own } from './own.ts';

/** Base64 in the standard or the URL-safe alphabet, padded or not: what counts is the bytes. */
const normalize = (fingerprint: string): string =>
  fingerprint.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');

/** Whether two fingerprints have the same bytes. */
export const isSameFingerprint = (a: string, b: string): boolean => a === b || normalize(a) === normalize(b);

/** As {@link checkFingerprint}, where an absent fingerprint is one that does not match (documented for labels and metadata). */
export function requireFingerprint(
  sent: Json | undefined,
  stored: JsonObject,
  options: { readonly field: string; readonly message: string },
): void {
  if (typeof sent !== 'string' || sent === '') throw conditionNotMet(options.message);
  checkFingerprint(sent, stored, { ...options, isRequired: true });
}

/**
 * Checks the fingerprint a request carries against the stored one.
 *
 * @throws Refusal 412 if it is stale, 400 if it is absent and `isRequired`
 */
export function checkFingerprint(
  sent: Json | undefined,
  stored: JsonObject,
  options: { readonly field: string; readonly isRequired: boolean; readonly message: string },
): void {
  const current = own(stored, options.field);
  if (typeof sent !== 'string' || sent === '') {
    if (options.isRequired) throw required(`resource.${options.field}`);
    return;
  }
  if (typeof current !== 'string' || !isSameFingerprint(sent, current)) throw conditionNotMet(options.message);
}
