import type { JsonObject } from '../kernel/json.ts';
import { required } from '../kernel/refusal.ts';
import type { Verb } from './verb.ts';
import type { Sent } from '../wire/wire.ts';
import { own } from '../kernel/own.ts';

/** Makes a verb that sets one field of its resource: from the same field of its body, or from the one given second. */
interface MakeFieldVerb {
  <Body extends JsonObject, R extends JsonObject>(field: keyof R & keyof Body & string): Verb<Body, R>;
  <Body extends JsonObject, R extends JsonObject>(field: keyof R & string, source: keyof Body & string): Verb<Body, R>;
}

/** A verb that gives one field of its resource the value that its body carries. */
export const setField: MakeFieldVerb = <Body extends JsonObject, R extends JsonObject>(
  field: string,
  source: string = field,
): Verb<Body, R> => {
  return ({ body }) => {
    const value = own(body, source);
    if (value === undefined || value === '') throw required(`resource.${source}`);
    return setting(field, value);
  };
};

/** As {@link setField}, for a field that an absent or empty value clears. */
export const setOrClearField: MakeFieldVerb = <Body extends JsonObject, R extends JsonObject>(
  field: string,
  source: string = field,
): Verb<Body, R> => {
  return ({ body }) => {
    const value = own(body, source);
    return setting(field, value === undefined || value === '' ? null : value);
  };
};

/** That the field is one of R, and its value of that field's type, is what the overloads ask for. */
const setting = <R extends JsonObject>(field: string, value: unknown): { readonly set: Partial<Sent<R>> } => ({
  set: { [field]: value } as Partial<Sent<R>>,
});
