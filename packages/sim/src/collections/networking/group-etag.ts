import { conditionNotMet } from '../../kernel/refusal.ts';
import type { Draft } from '../../wire/wire.ts';
import type { WriteContext } from '../context.ts';

/** Groups of interconnects have a token in place of a fingerprint; one that is sent must be the current one (documented). */
export function completeEtag<R extends { readonly etag?: string | undefined }>(
  draft: Draft<R>,
  { sent, before, transaction }: WriteContext<R>,
): void {
  if (before !== undefined && typeof sent.etag === 'string' && sent.etag !== before.resource.etag) {
    throw conditionNotMet('Invalid etag.');
  }
  draft.etag = transaction.newFingerprint();
}
