import type { Call } from '../collections/call.ts';
import type { Collection } from '../collections/collection.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import { questionOf } from './same-page.ts';

interface Answers {
  /** How much had been written when they were made. */
  readonly changes: number;
  readonly byQuestion: Map<string, JsonObject>;
}

const answers = new WeakMap<State, Answers>();

/** How many are kept: who polls asks few questions, and what is made for each may be long. */
const MOST_ANSWERS = 64;

/** The answer to a list: the one that the same request got before, as long as nothing at all was written since. */
export function unchangedAnswer(call: Call, collection: Collection, state: State, make: () => JsonObject): JsonObject {
  // What a filter names may be known by its number from one request to the next, without a write.
  if (collection.reading?.changesWithTime === true || call.query.get('filter') !== undefined) return make();
  let kept = answers.get(state);
  if (kept?.changes !== state.changes) {
    kept = { changes: state.changes, byQuestion: new Map() };
    answers.set(state, kept);
  }
  const { byQuestion } = kept;
  const question = questionOf(call);
  const known = byQuestion.get(question);
  if (known !== undefined) return known;
  const answer = make();
  const [oldest] = byQuestion.keys();
  if (byQuestion.size >= MOST_ANSWERS && oldest !== undefined) byQuestion.delete(oldest);
  byQuestion.set(question, answer);
  return answer;
}
