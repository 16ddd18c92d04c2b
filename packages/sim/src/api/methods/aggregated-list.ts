import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { regionNames, zoneNames } from '../../collections/geography.ts';
import type { Call } from '../../collections/call.ts';
import type { Collection } from '../../collections/collection.ts';
import { scopedListFieldOf } from '../list-field.ts';
import type { ListPage } from '../list-page.ts';
import { listPage } from '../list-page.ts';
import { samePage } from '../same-page.ts';
import { routesOf } from '../routes.ts';
import type { Service } from '../service.ts';
import { staticAnswer } from '../static-answers.ts';
import { unchangedAnswer } from '../unchanged-answer.ts';

/** `aggregatedList`: one page of a collection over all scopes it lives in; scopes without a hit say so in a warning. */
export function aggregatedList(service: Service, call: Call, { state }: Transaction): JsonObject {
  const collection = service.collectionOf(call);
  return unchangedAnswer(call, collection, state, () => {
    const parents = new Map(
      aggregatedScopes(call).map((scope) => [scope, `projects/${call.project}/${scope}/${call.segment}`]),
    );
    return staticAnswer(call, collection, [...parents.values()], state, () => page(collection, call, parents, state));
  });
}

/** @param parents paths of the collection by scope */
function page(collection: Collection, call: Call, parents: ReadonlyMap<string, string>, state: State): JsonObject {
  const response = call.method.response ?? '';
  const field = scopedListFieldOf(response, call.model);
  const listed = listPage(call, {
    collection,
    parents: [...parents.values()],
    state,
    version: call.model.version,
    itemSchema: field?.itemSchema,
  });
  return samePage(call, state, listed, () => answerOf(call, parents, field?.name ?? call.segment, listed));
}

function answerOf(
  call: Call,
  parents: ReadonlyMap<string, string>,
  field: string,
  { hits, nextPageToken }: ListPage,
): JsonObject {
  const items: JsonDraft = {};
  for (const [scope, parent] of parents) {
    const found = hits.get(parent);
    items[scope] = found === undefined ? { warning: noResults(scope) } : { [field]: found };
  }
  const path = `projects/${call.project}/aggregated/${call.segment}`;
  const answer: JsonDraft = { kind: call.model.kindOf(call.method.response ?? '') ?? '', id: path, items };
  if (nextPageToken !== undefined) answer['nextPageToken'] = nextPageToken;
  answer['selfLink'] = linkOf(path);
  return answer;
}

const noResults = (scope: string): JsonObject => ({
  code: 'NO_RESULTS_ON_PAGE',
  message: `There are no results for scope '${scope}' on this page.`,
  data: [{ key: 'scope', value: scope }],
});

/** The scopes that an aggregated list is over, in the order of their paths, which a page token relies on. */
export function aggregatedScopes(call: Call): readonly string[] {
  const includesAll = call.query.get('includeAllScopes')?.toLowerCase() === 'true';
  const kinds = routesOf(call.model.version).scopeKindsOf(call.segment);
  const scopes: string[] = [];
  if (includesAll || kinds.has('global')) scopes.push('global');
  if (includesAll || kinds.has('regions')) scopes.push(...regionNames.map((name) => `regions/${name}`));
  if (includesAll || kinds.has('zones')) scopes.push(...zoneNames.map((name) => `zones/${name}`));
  return scopes;
}
