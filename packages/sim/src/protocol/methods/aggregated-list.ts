import { kindOf, schema } from '@gcepool/api';
import type { Json, JsonDraft, JsonObject } from '../../engine/json.ts';
import { linkOf } from '../../engine/self-link.ts';
import type { Transaction } from '../../engine/transaction.ts';
import { regionNames, zoneNames } from '../../collections/geography.ts';
import type { Call } from '../../collections/call.ts';
import { newPage, pageTokenOf } from '../page.ts';
import { scopeKindsOf } from '../route.ts';
import type { Service } from '../service.ts';
import { fillPage } from './list.ts';

/** `aggregatedList`: one page of a collection over all scopes it lives in; scopes without a hit say so in a warning. */
export function aggregatedList(service: Service, call: Call, transaction: Transaction): JsonObject {
  const collection = service.collectionOf(call);
  const segment = call.segment;
  const itemsField = scopedListField(call) ?? segment;
  const page = newPage(call);
  const items: JsonDraft = {};
  for (const scope of scopesOf(call)) {
    const hits: Json[] = [];
    const parent = `projects/${call.project}/${scope}/${segment}`;
    fillPage(collection, parent, page, transaction.state, (item) => hits.push(item));
    items[scope] = hits.length > 0 ? { [itemsField]: hits } : { warning: noResults(scope) };
  }
  const answer: JsonDraft = {
    kind: kindOf(call.method.response ?? '') ?? '',
    id: `projects/${call.project}/aggregated/${segment}`,
    items,
  };
  const nextPageToken = pageTokenOf(call, page);
  if (nextPageToken !== undefined) answer['nextPageToken'] = nextPageToken;
  answer['selfLink'] = linkOf(`projects/${call.project}/aggregated/${segment}`);
  return answer;
}

const noResults = (scope: string): JsonObject => ({
  code: 'NO_RESULTS_ON_PAGE',
  message: `There are no results for scope '${scope}' on this page.`,
  data: [{ key: 'scope', value: scope }],
});

/** In the order of their paths, which a page token relies on. */
function scopesOf(call: Call): readonly string[] {
  const includesAll = call.query.get('includeAllScopes')?.toLowerCase() === 'true';
  const kinds = scopeKindsOf(call.segment);
  const scopes: string[] = [];
  if (includesAll || kinds.has('global')) scopes.push('global');
  if (includesAll || kinds.has('regions')) scopes.push(...regionNames.map((name) => `regions/${name}`));
  if (includesAll || kinds.has('zones')) scopes.push(...zoneNames.map((name) => `zones/${name}`));
  return scopes;
}

/** The one list in the response's scoped list: its name is the collection's, but for a few. */
function scopedListField(call: Call): string | undefined {
  const scoped = schema(call.method.response ?? '').properties['items']?.items?.ref;
  if (scoped === undefined) return undefined;
  const { properties } = schema(scoped);
  return Object.keys(properties).find((name) => properties[name]?.type === 'array');
}
