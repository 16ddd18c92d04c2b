import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../../collections/call.ts';
import type { Collection } from '../../collections/collection.ts';
import { listFieldOf } from '../list-field.ts';
import type { ListPage } from '../list-page.ts';
import { listPage } from '../list-page.ts';
import { samePage } from '../same-page.ts';
import type { Service } from '../service.ts';
import { staticAnswer } from '../static-answers.ts';
import { unchangedAnswer } from '../unchanged-answer.ts';

/** `list`: one page of a collection. */
export function list(service: Service, call: Call, { state }: Transaction): JsonObject {
  const collection = service.collectionOf(call);
  return unchangedAnswer(call, collection, state, () =>
    staticAnswer(call, collection, [call.parent], state, () => page(collection, call, state)),
  );
}

function page(collection: Collection, call: Call, state: State): JsonObject {
  const response = call.method.response ?? '';
  const listed = listPage(call, {
    collection,
    parents: [call.parent],
    state,
    version: call.model.version,
    itemSchema: listFieldOf(response, call.model)?.itemSchema,
  });
  return samePage(call, state, listed, () => answerOf(call, response, listed));
}

function answerOf(call: Call, response: string, { hits, nextPageToken }: ListPage): JsonObject {
  // Not every list has all of these.
  const { kind, id, selfLink } = call.model.schema(response).properties;
  const answer: JsonDraft = {};
  if (kind?.default !== undefined) answer['kind'] = kind.default;
  if (id !== undefined) answer['id'] = call.parent;
  const items = hits.get(call.parent);
  if (items !== undefined) answer['items'] = items;
  if (nextPageToken !== undefined) answer['nextPageToken'] = nextPageToken;
  if (selfLink !== undefined) answer['selfLink'] = linkOf(call.parent);
  return answer;
}
