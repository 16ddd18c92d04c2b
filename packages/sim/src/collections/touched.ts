import type { JsonDraft, JsonObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import type { Draft } from '../wire/wire.ts';
import type { WriteContext } from './context.ts';

/** What decides whether a write is about a field. */
export type Write<R extends JsonObject> = Pick<WriteContext<R>, 'before' | 'sent'>;

/**
 * Whether a write is about one of these fields: it makes the resource, or sends one of them, or one is not the very thing that was there
 * before, and be it equal.
 */
export function isTouched<R extends JsonObject>(
  fields: readonly (keyof R & string)[],
  resource: R | Draft<R>,
  { before, sent }: Write<R>,
): boolean {
  if (before === undefined) return true;
  return fields.some(
    (field) => own<unknown>(sent, field) !== undefined || own<unknown>(resource, field) !== own(before.resource, field),
  );
}

/**
 * A check of some fields of a resource, which sees no others: a write that is about none of them leaves out what it would find as it did
 * before.
 */
export function checkOf<
  R extends JsonObject,
  Field extends keyof R & string,
  Context extends Write<R> = WriteContext<R>,
>(
  fields: readonly Field[],
  check: (part: Pick<R, Field>, context: Context) => void,
): (resource: R, context: Context) => void {
  return (resource, context) => {
    if (!isTouched(fields, resource, context)) return;
    const part: JsonDraft = {};
    for (const field of fields) {
      const value = own(resource, field);
      if (value !== undefined) part[field] = value;
    }
    // It has those fields, and each as the resource has it.
    check(part as Pick<R, Field>, context);
  };
}
