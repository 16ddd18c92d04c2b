import type { Method } from '@gcepool/api';
import type { Collection } from '../collections/collection.ts';
import { recordedMethods } from './recorded-methods.ts';

/**
 * How the effect of a method is known: from recorded traffic with the real service, from the API's documentation, or
 * not at all, so that it is assumed.
 */
export type Evidence = 'recorded' | 'documented' | 'assumed';

/** How the effect of a method that is simulated is known. */
export function evidenceOf(method: Method, collection: Collection): Evidence {
  if (recordedMethods.has(method.id)) return 'recorded';
  return collection.evidence?.assumed?.[method.name] !== undefined ? 'assumed' : 'documented';
}
