/**
 * What an object itself has under a name; undefined for what it inherits, such as `toString`. Names that come from outside, and
 * may be any text, are looked up with it alone (`.ci/own-properties.js` holds this).
 */
export const own = <Value>(object: { readonly [name: string]: Value } | undefined, name: string): Value | undefined => {
  // Most objects have most names not, which a look finds out sooner than the question whose own it is.
  const value = object?.[name];
  return value !== undefined && object !== undefined && Object.hasOwn(object, name) ? value : undefined;
};
