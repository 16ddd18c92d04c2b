import { expect, test } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { createSimulator } from '../../simulator.ts';

const simulator = createSimulator();
for (const [scope, name] of [
  ['global', 'g2'],
  ['regions/us-east1', 'e1'],
  ['regions/europe-west1', 'w1'],
  ['regions/europe-west10', 'w10'],
  ['global', 'g1'],
  ['regions/us-east1', 'e2'],
] as const) {
  const body = { name, type: 'TCP', tcpHealthCheck: { port: 80 } };
  simulator.handle({ method: 'POST', url: `/compute/v1/projects/p/${scope}/healthChecks`, body });
}

function list(query: Readonly<Record<string, string>> = {}, collection = 'healthChecks'): JsonObject {
  const url = `/compute/v1/projects/p/aggregated/${collection}?${new URLSearchParams(query).toString()}`;
  const { status, body = {} } = simulator.handle({ method: 'GET', url });
  expect(status).toBe(200);
  return body;
}

const scopesOf = (page: JsonObject): string[] => Object.keys(asObject(page['items']));

/** Names by scope, of the scopes that have any. */
function hitsOf(page: JsonObject): Record<string, string[]> {
  const hits: Record<string, string[]> = {};
  for (const [scope, scoped] of Object.entries(asObject(page['items']))) {
    const found = asArray(asObject(scoped)['healthChecks']).map((item) => asString(asObject(item)['name']));
    if (found.length > 0) hits[scope] = found;
  }
  return hits;
}

test('every scope of the kinds the collection lives in is there, without a hit with a warning', () => {
  const page = list();
  expect(page).toMatchObject({
    kind: 'compute#healthChecksAggregatedList',
    id: 'projects/p/aggregated/healthChecks',
    selfLink: 'https://www.googleapis.com/compute/v1/projects/p/aggregated/healthChecks',
  });
  expect(hitsOf(page)).toEqual({
    global: ['g1', 'g2'],
    'regions/europe-west1': ['w1'],
    'regions/europe-west10': ['w10'],
    'regions/us-east1': ['e1', 'e2'],
  });
  expect(asObject(page['items'])['regions/us-west1']).toEqual({
    warning: {
      code: 'NO_RESULTS_ON_PAGE',
      message: "There are no results for scope 'regions/us-west1' on this page.",
      data: [{ key: 'scope', value: 'regions/us-west1' }],
    },
  });
  expect(scopesOf(page).filter((scope) => scope.startsWith('zones/'))).toEqual([]);
  expect(scopesOf(list({}, 'instances')).every((scope) => scope.startsWith('zones/'))).toBe(true);
});

test.each(['true', 'True', 'TRUE'])('includeAllScopes=%s names all scopes', (includeAllScopes) => {
  const scopes = scopesOf(list({ includeAllScopes }));
  expect(scopes).toEqual(expect.arrayContaining(['global', 'regions/us-east1', 'zones/us-east1-b']));
  expect(scopesOf(list({ includeAllScopes }, 'instances'))).toEqual(scopes);
});

test('returnPartialSuccess and serviceProjectNumber change nothing', () => {
  expect(list({ returnPartialSuccess: 'True', serviceProjectNumber: '123' })).toEqual(list());
});

test('a filter keeps the scopes', () => {
  const page = list({ filter: 'name eq .*1' });
  expect(hitsOf(page)).toEqual({ global: ['g1'], 'regions/europe-west1': ['w1'], 'regions/us-east1': ['e1'] });
  expect(scopesOf(page)).toEqual(scopesOf(list()));
});

test.each([{}, { orderBy: 'creationTimestamp desc' }, { filter: 'name ne g.*' }])(
  'pages go over all scopes: %j',
  (query) => {
    const merged: Record<string, string[]> = {};
    let pageToken = '';
    do {
      const page = list({ ...query, maxResults: '2', pageToken });
      const hits = hitsOf(page);
      expect(Object.values(hits).flat().length).toBeLessThanOrEqual(2);
      expect(scopesOf(page)).toEqual(scopesOf(list()));
      for (const [scope, names] of Object.entries(hits)) (merged[scope] ??= []).push(...names);
      pageToken = asString(page['nextPageToken']);
    } while (pageToken !== '');
    expect(merged).toEqual(hitsOf(list(query)));
  },
);

test('the latest of all scopes are on the first page', () => {
  const hits = hitsOf(list({ orderBy: 'creationTimestamp desc', maxResults: '2' }));
  expect(hits).toEqual({ global: ['g1'], 'regions/us-east1': ['e2'] });
});
