import type { JsonObject } from '../../kernel/json.ts';

/** What a filter says of a resource. */
export type Predicate = (resource: JsonObject) => boolean;

export const all =
  (predicates: readonly Predicate[]): Predicate =>
  (resource) =>
    predicates.every((predicate) => predicate(resource));

export const any =
  (predicates: readonly Predicate[]): Predicate =>
  (resource) =>
    predicates.some((predicate) => predicate(resource));

export const not =
  (predicate: Predicate): Predicate =>
  (resource) =>
    !predicate(resource);
