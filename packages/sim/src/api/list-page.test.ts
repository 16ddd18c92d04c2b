import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';

const CHECKS = '/compute/v1/projects/p/global/healthChecks';

function insert(simulator: Simulator, name: string): void {
  const body = { name, type: 'TCP', tcpHealthCheck: { port: 80 } };
  expect(simulator.handle({ method: 'POST', url: CHECKS, body }).status).toBe(200);
}

function withChecks(names: readonly string[]): Simulator {
  const simulator = createSimulator();
  for (const name of names) insert(simulator, name);
  return simulator;
}

type Query = Readonly<Record<string, string>>;

function list(simulator: Simulator, query: Query): { names: string[]; pageToken: string; body: JsonObject } {
  const url = `${CHECKS}?${new URLSearchParams(query).toString()}`;
  const { status, body = {} } = simulator.handle({ method: 'GET', url });
  expect(status).toBe(200);
  const names = asArray(body['items']).map((item) => asString(asObject(item)['name']));
  return { names, pageToken: asString(body['nextPageToken']), body };
}

/** All pages, one after the other. */
function listPages(simulator: Simulator, query: Query): string[][] {
  const pages: string[][] = [];
  let pageToken = '';
  do {
    const page = list(simulator, pageToken === '' ? query : { ...query, pageToken });
    pages.push(page.names);
    ({ pageToken } = page);
  } while (pageToken !== '');
  return pages;
}

test('pages are by name, whatever the order of creation, and the last has no token', () => {
  const simulator = withChecks(['c', 'a', 'b']);
  expect(listPages(simulator, { maxResults: '2' })).toEqual([['a', 'b'], ['c']]);
  expect(list(simulator, { maxResults: '3' }).body).not.toHaveProperty('nextPageToken');
});

test('pages with the latest first begin at the last creation', () => {
  const simulator = withChecks(['c', 'a', 'b']);
  expect(listPages(simulator, { orderBy: 'creationTimestamp desc', maxResults: '2' })).toEqual([['b', 'a'], ['c']]);
});

test('pages together hold what one page of everything holds, in every order and with every filter', () => {
  const name = fc.stringMatching(/^[a-z](?:[-a-z0-9]{0,4}[a-z0-9])?$/);
  const query = fc.oneof(
    fc.constant({}),
    fc.constantFrom('name', 'creationTimestamp desc').map((orderBy) => ({ orderBy })),
    fc.constantFrom('name ne .*a.*', 'name > f', 'name = a* OR name = *b').map((filter) => ({ filter })),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      query,
      (names, size, requested) => {
        const simulator = withChecks(names);
        const all = list(simulator, requested).names;
        const pages = listPages(simulator, { ...requested, maxResults: String(size) });
        expect(pages.flat()).toEqual(all);
        expect(pages).toHaveLength(Math.max(1, Math.ceil(all.length / size)));
      },
    ),
    { numRuns: 60 },
  );
});

test('what a filter lets through is less the more it asks', () => {
  const simulator = withChecks(['a1', 'a2', 'b1', 'b2']);
  const filtered = (filter: string): string[] => list(simulator, { filter }).names;
  expect(filtered('name eq a.*')).toEqual(['a1', 'a2']);
  expect(filtered('(name eq a.*) (name eq .*1)')).toEqual(['a1']);
  expect(filtered('name = a* AND name = *1')).toEqual(['a1']);
  expect(filtered('NOT (name = a* AND name = *1)')).toEqual(['a2', 'b1', 'b2']);
});

test('resources of one time are by name', () => {
  const simulator = createSimulator({ clock: 'manual' });
  for (const name of ['c', 'a', 'b']) insert(simulator, name);
  simulator.clock.advance(10_000);
  const pages = listPages(simulator, { orderBy: 'creationTimestamp desc', maxResults: '1' });
  expect(pages).toEqual([['a'], ['b'], ['c']]);
});

test.each([
  ['name', ['b', 'e', 'f']],
  ['creationTimestamp desc', ['f', 'b']],
])('pages by %s go on where they were although the list changed meanwhile', (orderBy, expected) => {
  const simulator = withChecks(['b', 'd', 'f']);
  const first = list(simulator, { orderBy, maxResults: '1' });
  insert(simulator, 'a');
  insert(simulator, 'e');
  list(simulator, {});
  simulator.handle({ method: 'DELETE', url: `${CHECKS}/d` });
  const rest = list(simulator, { orderBy, maxResults: '9', pageToken: first.pageToken });
  expect([...first.names, ...rest.names]).toEqual(expected);
});

test('pages hold 500 resources by default, and as many for maxResults=0', () => {
  const simulator = withChecks(Array.from({ length: 501 }, (_, index) => `h${String(index).padStart(3, '0')}`));
  for (const query of [{}, { maxResults: '0' }, { maxResults: '500' }, { filter: 'name:h' }]) {
    expect(listPages(simulator, query).map((page) => page.length)).toEqual([500, 1]);
  }
});

test('a page without a hit has no items at all', () => {
  expect(list(createSimulator(), { filter: 'name = x' }).body).toEqual({
    kind: 'compute#healthCheckList',
    id: 'projects/p/global/healthChecks',
    selfLink: 'https://www.googleapis.com/compute/v1/projects/p/global/healthChecks',
  });
});
