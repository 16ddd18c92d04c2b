import type { Call } from '../collections/call.ts';
import type { Collection } from '../collections/collection.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import { questionOf } from './same-page.ts';

/** How many answers are kept: what a client asks for again and again are few, and each may be long. */
const MOST_ANSWERS = 64;

const answers = new Map<string, JsonObject>();

/**
 * The answer to a list of what is the same in every simulator at all times, such as machine types: made once, and kept for
 * the next client that asks for the same.
 *
 * @param parents paths of the collection in all scopes that are listed
 */
export function staticAnswer(
  call: Call,
  collection: Collection,
  parents: readonly string[],
  state: State,
  make: () => JsonObject,
): JsonObject {
  if (!isStatic(collection, parents, state)) return make();
  const key = questionOf(call);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = frozen(make());
  const [oldest] = answers.keys();
  if (answers.size >= MOST_ANSWERS && oldest !== undefined) answers.delete(oldest);
  answers.set(key, answer);
  return answer;
}

/** Nobody may write to what others are given as well. */
function frozen<T extends Json | undefined>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** Whether what it has is out of a table, and of nothing else that is stored than what was made beside that. */
export const isOfTable = ({ reading }: Collection): boolean =>
  reading?.fixed !== undefined && reading.derive === undefined;

/** Whether all that is listed is fixed: nothing of it is stored, or derived from what is. */
function isStatic(collection: Collection, parents: readonly string[], state: State): boolean {
  if (!isOfTable(collection)) return false;
  return parents.every((parent) => {
    let isEmpty = true;
    state.scanCollection(parent, '', () => (isEmpty = false));
    return isEmpty;
  });
}
