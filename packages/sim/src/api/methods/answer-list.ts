import type { Call } from '../../collections/call.ts';
import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { itemPage } from '../item-page.ts';
import { listFieldOf } from '../list-field.ts';

/** One page of a list that a verb made, in the shape of the verb's response: `items`, `result`, `managedInstances`. */
export function answerList(call: Call, items: readonly JsonObject[]): JsonObject {
  const response = call.method.response ?? '';
  const { properties } = call.model.schema(response);
  const parent = call.path === '' ? call.parent : `${call.path}/${call.method.name}`;
  const list = listFieldOf(response, call.model);
  const { page, nextPageToken } = itemPage(call, items, list?.itemSchema);
  const answer: JsonDraft = {};
  const kind = call.model.kindOf(response);
  if (kind !== undefined) answer['kind'] = kind;
  if ('id' in properties) answer['id'] = parent;
  if (page.length > 0) answer[list?.name ?? 'items'] = page;
  if (nextPageToken !== undefined) answer['nextPageToken'] = nextPageToken;
  if ('selfLink' in properties) answer['selfLink'] = linkOf(parent);
  return answer;
}

/** What a verb answered with; of a list, the page that was asked for. */
export function pageOfAnswer(call: Call, answer: JsonObject): JsonObject {
  const { parameters, response } = call.method;
  if (parameters['maxResults'] === undefined || response === undefined) return answer;
  const list = listFieldOf(response, call.model);
  const { [list?.name ?? 'items']: items, ...rest } = answer;
  const { page, nextPageToken } = itemPage(call, asArray(items), list?.itemSchema);
  if (list === undefined) return answer;
  const result: JsonDraft = rest;
  if (page.length > 0) result[list.name] = page;
  if (nextPageToken !== undefined) result['nextPageToken'] = nextPageToken;
  return result;
}
