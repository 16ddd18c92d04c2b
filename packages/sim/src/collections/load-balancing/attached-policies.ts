import type { JsonObject } from '../../kernel/json.ts';
import type { WriteContext } from '../context.ts';
import type { Draft } from '../../wire/wire.ts';

/** Fields that verbs alone set: an update that leaves them out, as every update does, leaves them as they are. */
export function keepAttachedPolicies<R extends JsonObject>(
  draft: Draft<R>,
  fields: readonly (keyof R & string)[],
  { before, sent }: WriteContext<R>,
): void {
  for (const field of fields) {
    if (field in sent) continue;
    const value = before?.resource[field];
    if (value !== undefined) draft[field] = value;
  }
}
