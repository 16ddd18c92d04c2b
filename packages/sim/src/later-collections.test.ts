import { expect, test } from 'vitest';
import type { Route } from './api/route.ts';
import { routesOf } from './api/routes.ts';
import { createSimulator } from './simulator.ts';

const VALUES: Readonly<Record<string, string>> = { project: 'p1', zone: 'us-central1-a', region: 'us-central1' };
const inV1 = new Set(routesOf('v1').all.map(({ method }) => method.collection));

/** The collections that v1 has not and that can be filled, with the routes of their methods. */
function laterCollections(): readonly (readonly [string, ReadonlyMap<string, Route>])[] {
  const collections = new Map<string, Map<string, Route>>();
  for (const route of routesOf('alpha').all) {
    const { collection, name } = route.method;
    if (inV1.has(collection)) continue;
    collections.set(collection, (collections.get(collection) ?? new Map<string, Route>()).set(name, route));
  }
  return [...collections].filter(([, routes]) => routes.has('insert'));
}

test.each(laterCollections())('%s: what is made can be read, listed and deleted, and no longer read', (_, routes) => {
  const simulator = createSimulator();
  const send = (name: string, body?: object): { status: number; body?: unknown } => {
    const method = routes.get(name)?.method;
    const path = method?.path.replaceAll(/\{(\w+)\}/g, (__, parameter: string) => VALUES[parameter] ?? 'x') ?? '';
    return simulator.handle({ method: method?.httpMethod ?? '', url: `/compute/alpha/${path}`, body });
  };
  const made = send('insert', { name: 'x' });
  expect(made).toMatchObject({ status: 200, body: { kind: 'compute#operation', status: 'RUNNING' } });
  expect(send('get')).toMatchObject({ status: 200, body: { name: 'x' } });
  expect(send('list')).toMatchObject({ status: 200, body: { items: [{ name: 'x' }] } });
  const patched = routes.has('patch') ? send('patch', { description: 'd' }).status : 200;
  expect(patched).toBe(200);
  expect(send('get')).toMatchObject({ status: 200 });
  expect(send('delete', routes.get('delete')?.method.request === undefined ? undefined : {})).toMatchObject({
    status: 200,
  });
  expect(send('get')).toMatchObject({ status: 404 });
});
