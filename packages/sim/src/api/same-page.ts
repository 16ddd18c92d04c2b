import type { Call } from '../collections/call.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import type { ListPage } from './list-page.ts';

interface Known {
  readonly page: ListPage;
  readonly answer: JsonObject;
}

/** By what was asked. A resource on a page would keep others as they were, whose pages keep others again, without end. */
const known = new WeakMap<State, Map<string, Known>>();

/** How many are kept: each keeps what is on its page as it was. */
const MOST_ANSWERS = 64;

/** Of so many resources on a page what is made of it is worth being found again. */
const MANY = 8;

/**
 * The answer that holds a page: the one that the same request got before, as long as all on the page is as it was. What was
 * made of that answer, such as its text, is then found again.
 */
export function samePage(call: Call, state: State, page: ListPage, make: () => JsonObject): JsonObject {
  if (!hasMany(page)) return make();
  const answers = known.get(state) ?? new Map<string, Known>();
  known.set(state, answers);
  const key = questionOf(call);
  const before = answers.get(key);
  if (before !== undefined && isSamePage(before.page, page)) return before.answer;
  const answer = make();
  const [oldest] = answers.keys();
  if (before === undefined && answers.size >= MOST_ANSWERS && oldest !== undefined) answers.delete(oldest);
  answers.set(key, { page, answer });
  return answer;
}

/** What a call asks, whatever the state. */
export const questionOf = ({ model, method, parent, project, query }: Call): string =>
  JSON.stringify([model.version, method.id, parent, project, [...query]]);

function hasMany({ hits }: ListPage): boolean {
  let count = 0;
  for (const items of hits.values()) count += items.length;
  return count >= MANY;
}

function isSamePage(before: ListPage, after: ListPage): boolean {
  if (before.nextPageToken !== after.nextPageToken || before.hits.size !== after.hits.size) return false;
  for (const [parent, items] of after.hits) {
    const others = before.hits.get(parent);
    if (others?.length !== items.length || items.some((item, index) => item !== others[index])) return false;
  }
  return true;
}
