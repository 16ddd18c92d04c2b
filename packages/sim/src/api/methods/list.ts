import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../../collections/call.ts';
import { listFieldOf } from '../list-field.ts';
import { listPage } from '../list-page.ts';
import type { Service } from '../service.ts';
import { staticAnswer } from '../static-answers.ts';

/** `list`: one page of a collection. */
export const list = (service: Service, call: Call, transaction: Transaction): JsonObject =>
  staticAnswer(call, service.collectionOf(call), [call.parent], transaction.state, () =>
    page(service, call, transaction),
  );

function page(service: Service, call: Call, transaction: Transaction): JsonObject {
  const response = call.method.response ?? '';
  const { hits, nextPageToken } = listPage(call, {
    collection: service.collectionOf(call),
    parents: [call.parent],
    state: transaction.state,
    version: call.model.version,
    itemSchema: listFieldOf(response, call.model)?.itemSchema,
  });
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
