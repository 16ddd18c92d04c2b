import { kindOf } from '@gcepool/api';
import type { JsonDraft, JsonObject } from '../../engine/json.ts';
import { linkOf } from '../../engine/self-link.ts';
import type { Transaction } from '../../engine/transaction.ts';
import type { Call } from '../../collections/call.ts';
import { listFieldOf } from '../list-field.ts';
import { listPage } from '../list-page.ts';
import type { Service } from '../service.ts';

/** `list`: one page of a collection. */
export function list(service: Service, call: Call, transaction: Transaction): JsonObject {
  const response = call.method.response ?? '';
  const { hits, nextPageToken } = listPage(call, {
    collection: service.collectionOf(call),
    parents: [call.parent],
    state: transaction.state,
    itemSchema: listFieldOf(response)?.itemSchema,
  });
  const answer: JsonDraft = { kind: kindOf(response) ?? '', id: call.parent };
  const items = hits.get(call.parent);
  if (items !== undefined) answer['items'] = items;
  if (nextPageToken !== undefined) answer['nextPageToken'] = nextPageToken;
  answer['selfLink'] = linkOf(call.parent);
  return answer;
}
