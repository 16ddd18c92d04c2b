/**
 * What is made when it is first used. Expressions with classes of Unicode, for one, take half a millisecond each to be made, and
 * every import of the simulator would wait for them.
 */
export function whenUsed<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
