import type { Arbitrary } from 'fast-check';
import type { ApiRequest } from '../api/request.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Insertable } from './accepted-fields.ts';
import { insertableOf, isAccepted } from './accepted-fields.ts';
import { furnishedCloud } from './furnished-cloud.ts';
import { loadFastCheck } from './load-fast-check.ts';

/** So many fields a resource has at most, beside those that it cannot do without. */
const MOST_FIELDS = 5;

/**
 * Bodies of inserts into a collection that a simulator accepts in which there is what {@link furnishedCloud} has: what the insert cannot
 * do without, with up to five fields more, whose values come from the model and are known to be accepted one by one; together
 * they are tried once more. They shrink to the fewest fields and the simplest values.
 *
 * @param collection the API's name, such as `backendServices` or `regionDisks`
 * @throws TypeError for no collection of which resources can be made, naming the nearest; Error where there is no fast-check
 */
export function resources(collection: string): Arbitrary<JsonObject> {
  const insertable = insertableOf(collection);
  return likelyResources(insertable).filter((body) => isAccepted(furnishedCloud(), insertOf(insertable, body)));
}

/** The same before they are tried together: most are accepted. */
export function likelyResources({ fields, body, isNamed }: Insertable): Arbitrary<JsonObject> {
  const fc = loadFastCheck();
  const names = isNamed
    ? fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/).map((name): JsonObject => ({ name }))
    : fc.constant({});
  // The first value of a field is the simplest, and no field is simpler still.
  const more =
    fields.length === 0
      ? fc.constant([])
      : fc.uniqueArray(fc.constantFrom(...fields), { selector: ({ name }) => name, maxLength: MOST_FIELDS });
  return fc.tuple(names, more).map(([name, list]) => ({
    ...name,
    ...body,
    ...Object.fromEntries(list.map((field) => [field.name, field.value])),
    ...name,
  }));
}

/** The insert of a body. */
export const insertOf = ({ url }: Insertable, body: JsonObject): ApiRequest => ({ method: 'POST', url, body });

/**
 * Inserts into a collection that a simulator accepts in which there is what {@link furnishedCloud} has; bodies are those of
 * {@link resources}.
 *
 * @example
 * fc.assert(fc.property(inserts('disks'), (insert) => furnishedCloud().handle(insert).status === 200));
 *
 * @throws as {@link resources}
 */
export const inserts = (collection: string): Arbitrary<ApiRequest> =>
  resources(collection).map((body) => insertOf(insertableOf(collection), body));
