import type { Json, JsonDraft } from '../kernel/json.ts';
import { required } from '../kernel/refusal.ts';
import type { Verb } from './collection.ts';

/**
 * A verb that gives one field of its resource the value that its body carries.
 *
 * @param field of the resource
 * @param source the same in the body, where its name differs
 */
export function setField(field: string, source: string = field): Verb {
  return ({ body }) => {
    const value = body[source];
    if (value === undefined || value === '') throw required(`resource.${source}`);
    return { set: { [field]: value } };
  };
}

/** As {@link setField}, for a field that an absent or empty value clears. */
export function setOrClearField(field: string, source: string = field): Verb {
  return ({ body }) => {
    const value: Json | undefined = body[source];
    const set: JsonDraft = { [field]: value === undefined || value === '' ? null : value };
    return { set };
  };
}
