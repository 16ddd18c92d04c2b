import { expect, test } from 'vitest';
import type { Route } from './route.ts';
import { choosing, goTo, hashOf, routeOf } from './route.ts';

const ROUTES: readonly Route[] = [
  { project: 'shop', view: 'graph', of: '', query: { fork: 'f', url: 'https://shop.example/a?b=c&d' } },
  { project: 'example.com:shop', view: 'table', of: 'backendServices', query: { filter: 'name eq "a.*" # x' } },
  { project: 'shop', view: 'requests', of: '', query: { call: '12' } },
  { project: 'shop', view: 'quotas', of: '', query: {} },
  { project: 'shop', view: 'controls', of: '', query: {} },
  { project: 'shop', view: 'resource', of: 'projects/shop/global/backendServices/web', query: { field: 'a[0].b' } },
];

test.each(ROUTES)('a route is what its URL says: $view $of', (route) => {
  expect(routeOf(hashOf(route))).toEqual(route);
});

test.each(['', '#', '#/', '#/x', '#/p', '#/p/', '#/r/projects/p', '#/p/%E0%A4%A/nothing', '#/p/p/table'])(
  'whatever else stands there is the graph: %j',
  (hash) => expect(routeOf(hash).view).toBe('graph'),
);

test('going elsewhere keeps the project and the fork, and choosing keeps the place', () => {
  const [graph] = ROUTES;
  if (graph === undefined) throw new Error('There is no route.');
  expect(goTo(graph, 'table', 'addresses')).toEqual({
    project: 'shop',
    view: 'table',
    of: 'addresses',
    query: { fork: 'f' },
  });
  expect(choosing(graph, { url: '', open: 'g' }).query).toEqual({ fork: 'f', open: 'g' });
});
