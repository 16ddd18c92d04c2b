import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiServerFixture } from '../api-server/api-server-fixture.test-support.ts';
import type { ApiServerFixture } from '../api-server/api-server-fixture.test-support.ts';
import { at } from '../objects/json-object.ts';
import { FollowedCluster } from './followed-cluster.ts';
import type { ClusterScope } from './watched-kind.ts';

/** How long it is before a kind that is not there is looked for again. */
const LOOK_AGAIN_MS = 300_000;
const services = '/api/v1/services';
const nodes = '/api/v1/nodes';
const service = (name: string, nodePort = 30_001) => ({
  metadata: { name, namespace: 'shop', managedFields: [{ manager: 'kubectl' }] },
  spec: { type: 'NodePort', ports: [{ nodePort }] },
});

let server: ApiServerFixture;
beforeEach(async () => {
  server = await apiServerFixture();
});
afterEach(() => server.close());

/** A cluster that is followed by a clock of its own, on which pauses after failures are over at once. */
function followed(scope: ClusterScope = {}) {
  const [changes, troubles, pauses]: [string[], unknown[], number[]] = [[], [], []];
  let now = 0;
  const stop = new AbortController();
  const lookAgain = new EventEmitter();
  const clock = {
    now: () => now,
    random: () => 0.5,
    sleep: async (ms: number, signal?: AbortSignal) => {
      if (ms === LOOK_AGAIN_MS) return once(lookAgain, 'now', signal && { signal }).then(() => undefined);
      pauses.push(ms);
      return new Promise<void>(setImmediate);
    },
  };
  const cluster = new FollowedCluster({
    api: server.api,
    clock,
    ...scope,
    onChange: (what) => {
      changes.push(what);
      server.look();
    },
    onTrouble: (error) => {
      troubles.push(error);
      server.look();
    },
  });
  const ended = cluster.run(stop.signal);
  cluster.complete.addEventListener('abort', server.look);
  return {
    cluster,
    changes,
    troubles,
    pauses,
    lookAgain: () => lookAgain.emit('now'),
    isKnown: () => {
      try {
        return cluster.objects().length >= 0;
      } catch {
        return false;
      }
    },
    pass: (ms: number) => void (now += ms),
    names: () => cluster.objects().map(({ kind, object }) => `${kind} ${String(at(object, 'metadata', 'name'))}`),
    complete: () => server.until(() => cluster.complete.aborted),
    end: async () => {
      stop.abort();
      await ended;
    },
  };
}

const isWatch =
  (path: string) =>
  (url: URL): boolean =>
    url.pathname === path && url.searchParams.has('watch');
const watches = (path: string): URL[] => server.requests.filter(isWatch(path));
const lists = (path: string): URL[] => server.requests.filter((url) => url.pathname === path && !isWatch(path)(url));

test('nothing can be told of before every kind has been read', async () => {
  server.put(services, service('cart'));
  const { cluster, names, complete, end } = followed();
  expect(() => cluster.objects()).toThrow('Services have not been read yet; Nodes have not been read yet');
  await complete();
  expect(names()).toEqual(['Service cart']);
  await end();
});

test('lists come in pages', async () => {
  for (let number = 0; number < 1_001; number += 1) server.put(services, service(`s${number}`, 30_000 + number));
  const { names, complete, end } = followed();
  await complete();
  expect(names()).toHaveLength(1_001);
  expect(lists(services).map(({ searchParams }) => searchParams.get('limit'))).toEqual(['500', '500', '500']);
  await end();
});

test('what is added, changed and deleted is told, and what bears on nothing is not', async () => {
  const { cluster, changes, names, complete, end } = followed();
  await complete();
  await server.until(() => watches(services).length === 1 && watches(nodes).length === 1);
  const condition = (lastHeartbeatTime: string) => ({
    metadata: { name: 'n1' },
    status: { conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime }] },
  });
  server.put(nodes, condition('1'));
  await server.until(() => changes.length === 1);
  server.put(nodes, condition('2'));
  server.put(services, service('cart'));
  await server.until(() => changes.length === 2);
  const { metadata, ...cart } = service('cart');
  server.put(services, { ...cart, metadata: { ...metadata, finalizers: ['gcepool/cleanup-uid1'] } });
  server.put(services, service('cart', 30_002));
  await server.until(() => changes.length === 3);
  expect(cluster.objects()[0]?.object).toEqual({
    metadata: { name: 'cart', namespace: 'shop' },
    spec: { type: 'NodePort', ports: [{ nodePort: 30_002 }] },
  });
  server.remove(services, 'cart');
  await server.until(() => changes.length === 4);
  expect(names()).toEqual(['Node n1']);
  expect(changes).toEqual([
    'Node default/n1 changed',
    'Service shop/cart changed',
    'Service shop/cart changed',
    'Service shop/cart changed',
  ]);
  await end();
});

test('a namespace and a selector are the server’s to apply', async () => {
  server.put('/api/v1/namespaces/shop/services', service('cart'));
  server.put('/api/v1/namespaces/shop/pods', { metadata: { name: 'p' } });
  const { names, complete, end } = followed({ namespace: 'shop', selector: 'app=cart' });
  await complete();
  expect(names()).toEqual(['Service cart', 'Pod p']);
  const asked = server.requests.filter(({ pathname }) => pathname === '/api/v1/namespaces/shop/services');
  expect(asked.every(({ searchParams }) => searchParams.get('labelSelector') === 'app=cart')).toBe(true);
  await end();
});

describe('a watch that ends', () => {
  test('goes on from the last bookmark, without a list', async () => {
    const { complete, pass, troubles, end } = followed();
    await complete();
    await server.until(() => watches(services).length === 1);
    const before = Number(watches(services)[0]?.searchParams.get('resourceVersion'));
    server.bookmark();
    pass(300_000);
    server.endWatches();
    await server.until(() => watches(services).length === 2);
    expect(Number(watches(services)[1]?.searchParams.get('resourceVersion'))).toBe(before + 1);
    expect(lists(services)).toHaveLength(1);
    expect(troubles).toEqual([]);
    await end();
  });

  test('is followed by a list once in an hour', async () => {
    const { complete, pass, end } = followed();
    await complete();
    await server.until(() => watches(services).length === 1);
    pass(3_600_000);
    server.endWatches();
    await server.until(() => watches(services).length === 2);
    expect(lists(services)).toHaveLength(2);
    await end();
  });

  test('at once is waited for longer and longer', async () => {
    const { complete, pauses, end } = followed();
    await complete();
    for (let count = 1; count <= 3; count += 1) {
      await server.until(() => watches(services).length >= count && watches(nodes).length >= count);
      server.endWatches();
    }
    await server.until(() => watches(services).length >= 4);
    expect(pauses).toEqual(expect.arrayContaining([600, 1_200, 2_400]));
    await end();
  });
});

test('410 Gone: all is listed anew, and nothing is told of until then', async () => {
  server.put(services, service('cart'));
  const { cluster, names, complete, troubles, isKnown, end } = followed();
  await complete();
  await server.until(() => watches(services).length === 1);
  server.endWatches();
  server.compact();
  server.remove(services, 'cart');
  server.put(services, service('till'));
  server.compact();
  await server.until(() =>
    troubles.some((error) => String(error).includes('410') || String(error).includes('Expired')),
  );
  expect(() => cluster.objects()).toThrow('nothing is decided until they are');
  await server.until(isKnown);
  expect(lists(services)).toHaveLength(2);
  expect(names()).toEqual(['Service till']);
  await end();
});

test.each([
  ['is away', 503, 'apiserver is shutting down'],
  ['no longer lets it read', 403, 'services is forbidden'],
])('a server that %s: nothing is told of until it answers again', async (_, status, reason) => {
  server.put(services, service('cart'));
  const { cluster, names, changes, complete, troubles, isKnown, end } = followed();
  await complete();
  await server.until(() => watches(services).length === 1);
  server.fail({ status, reason });
  await server.until(() => troubles.some((error) => String(error).includes(reason)));
  expect(() => cluster.objects()).toThrow(reason);
  server.fail(undefined);
  await server.until(isKnown);
  expect(changes).toContain('Services are known again');
  expect(names()).toEqual(['Service cart']);
  await end();
});

test('a server that wants to be left alone is', async () => {
  const { cluster, complete, pauses, end } = followed();
  await complete();
  server.fail({ status: 429, reason: 'too many requests', retryAfterSeconds: 77 });
  await server.until(() => pauses.includes(77_000));
  expect(() => cluster.objects()).toThrow('too many requests');
  await end();
});

test('a kind that the cluster does not know has no objects, and is looked for again', async () => {
  const { changes, names, complete, lookAgain, end } = followed();
  await complete();
  expect(names()).toEqual([]);
  server.put('/apis/cloud.google.com/v1/backendconfigs', service('patient'));
  lookAgain();
  await server.until(() => changes.includes('BackendConfigs changed'));
  expect(names()).toEqual(['BackendConfig patient']);
  await end();
});
