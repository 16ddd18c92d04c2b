import { kindOf } from '@gcepool/api';
import type { Collection } from '../../collections/collection.ts';
import type { Json, JsonDraft, JsonObject } from '../../engine/json.ts';
import { linkOf } from '../../engine/self-link.ts';
import type { State } from '../../engine/state.ts';
import type { Transaction } from '../../engine/transaction.ts';
import type { Call } from '../../collections/call.ts';
import type { Page } from '../page.ts';
import { newPage, pageTokenOf } from '../page.ts';
import type { Service } from '../service.ts';
import { shown } from './get.ts';

/** `list`: one page of a collection, by name. */
export function list(service: Service, call: Call, transaction: Transaction): JsonObject {
  const page = newPage(call);
  const items: Json[] = [];
  fillPage(service.collectionOf(call), call.parent, page, transaction.state, (item) => items.push(item));
  const answer: JsonDraft = { kind: kindOf(call.method.response ?? '') ?? '', id: call.parent };
  if (items.length > 0) answer['items'] = items;
  const nextPageToken = pageTokenOf(call, page);
  if (nextPageToken !== undefined) answer['nextPageToken'] = nextPageToken;
  answer['selfLink'] = linkOf(call.parent);
  return answer;
}

/** Adds the resources of one collection in one scope to a page, until the page is full. */
export function fillPage(
  collection: Collection,
  parent: string,
  page: Page,
  state: State,
  add: (item: JsonObject) => void,
): void {
  const from = page.startIn(parent);
  if (from === undefined) return;
  if (collection.fixed !== undefined) {
    const scope = parent.slice(0, parent.lastIndexOf('/'));
    for (const name of collection.fixed.names(scope)) {
      if (name < from) continue;
      const resource = collection.fixed.get(scope, name);
      if (resource === undefined || !page.matches(resource)) continue;
      if (!page.take(`${parent}/${name}`)) return;
      add(resource);
    }
    return;
  }
  state.scanCollection(parent, from, (path, entry) => {
    const resource = shown(collection, path, entry, state);
    if (!page.matches(resource)) return true;
    if (!page.take(path)) return false;
    add(resource);
    return true;
  });
}
