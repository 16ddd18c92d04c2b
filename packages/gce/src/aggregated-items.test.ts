import { expect, test } from 'vitest';
import { cloudWith, errorOf } from './scripted-cloud.test-support.ts';

const unreachable = { warning: { code: 'UNREACHABLE', message: 'A given scope cannot be reached.' } };
const groupsIn = (...names: readonly string[]) => ({ instanceGroups: names.map((name) => ({ name })) });

/* The ways in which the API's reference lets a list tell that it lacks a scope. */
const WAYS = [
  ['in the scope', [{ items: { 'zones/a': groupsIn('g'), 'zones/b': unreachable } }]],
  [
    'in the scope, beside a part',
    [{ items: { 'zones/a': groupsIn('g'), 'zones/b': { ...unreachable, ...groupsIn('h') } } }],
  ],
  ['among the unreachables', [{ items: { 'zones/a': groupsIn('g') }, unreachables: ['projects/p/zones/b'] }]],
  [
    'in a warning about the list',
    [
      {
        items: { 'zones/a': groupsIn('g') },
        warning: { code: 'UNREACHABLE', data: [{ key: 'scope', value: 'zones/b' }] },
      },
    ],
  ],
  [
    'on a page after one that has some of it',
    [
      { items: { 'zones/a': groupsIn('g'), 'zones/b': groupsIn('h') }, nextPageToken: '2' },
      { items: { 'zones/b': unreachable } },
    ],
  ],
] as const;

test.each(WAYS)('a zone out of reach is told apart from one without groups: %s', async (_, pages) => {
  const { cloud, seen } = await cloudWith(pages.map((json) => ({ json })));
  await expect(cloud.listReachableInstanceGroups()).resolves.toEqual({
    items: [{ name: 'g' }],
    unreachable: [{ scope: 'zones/b', why: 'GCE could not reach it' }],
  });
  expect(seen.map(({ query }) => query.get('returnPartialSuccess'))).toEqual(pages.map(() => 'true'));
});

test.each(WAYS)('it fails a list that has no word for it: %s', async (_, pages) => {
  const { cloud, seen } = await cloudWith(pages.map((json) => ({ json })));
  const error = await errorOf(cloud.listInstanceGroups());
  expect(error).toMatchObject({ code: 503, reason: 'unreachable' });
  expect(error.message).toContain('zones/b');
  expect(seen[0]?.query.get('returnPartialSuccess')).toBeNull();
});

test('a region out of reach has no zonal groups', async () => {
  const { cloud } = await cloudWith([{ json: { items: { 'zones/a': groupsIn('g'), 'regions/r': unreachable } } }]);
  await expect(cloud.listReachableInstanceGroups()).resolves.toEqual({ items: [{ name: 'g' }], unreachable: [] });
});

test('what is global is never taken for absent', async () => {
  const outage = { json: { items: { global: unreachable }, unreachables: ['projects/p/regions/r'] } };
  const { cloud } = await cloudWith([outage, outage]);
  for (const list of [cloud.listReachableBackendServices(), cloud.listReachableHealthChecks()]) {
    await expect(errorOf(list)).resolves.toMatchObject({ code: 503, message: expect.stringContaining('reach global') });
  }
});

test.each([
  { unreachables: ['something else'] },
  { warning: { code: 'UNREACHABLE', message: 'Some of it cannot be reached.' } },
])('what was left out and is no scope may be anything: %j', async (told) => {
  const { cloud } = await cloudWith([{ json: { items: { 'zones/a': groupsIn('g') }, ...told } }]);
  await expect(errorOf(cloud.listReachableInstanceGroups())).resolves.toMatchObject({
    code: 503,
    reason: 'unreachable',
  });
});
