import type { JsonDraft } from '../../kernel/json.ts';
import type { WriteContext } from '../collection.ts';

/** Fields that verbs alone set: an update that leaves them out, as every update does, leaves them as they are. */
export function keepAttachedPolicies(
  draft: JsonDraft,
  fields: readonly string[],
  { before, sent }: WriteContext,
): void {
  for (const field of fields) {
    if (field in sent) continue;
    const value = before?.resource[field];
    if (value !== undefined) draft[field] = value;
  }
}
