import type { Collection } from './collection.ts';
import type { CollectionName, Segment, WireTypesOf } from '../wire/wire.ts';

/** A record whose fields, values, references and methods the compiler checks against the API. */
export type CollectionRecord<Name extends CollectionName> = Collection<WireTypesOf<Name>> & {
  readonly name: Segment;
  readonly collections: readonly Name[];
};

/**
 * Defines the rules of a collection, typed by the API's own names for it.
 *
 * @example
 * export const sslPolicies = defineCollection({
 *   name: 'sslPolicies',
 *   collections: ['sslPolicies', 'regionSslPolicies'],
 *   lifecycle: { complete: (draft) => (draft.profile ??= 'COMPATIBLE') },
 * });
 */
export function defineCollection<const Name extends CollectionName>(record: CollectionRecord<Name>): Collection {
  // Shared code reads every body by the schema of its method before a rule sees it, so what rules are typed over holds.
  return record as unknown as Collection;
}
