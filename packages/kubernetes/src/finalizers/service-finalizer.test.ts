import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiServerFixture } from '../api-server/api-server-fixture.test-support.ts';
import type { ApiServerFixture } from '../api-server/api-server-fixture.test-support.ts';
import { itemsAt } from '../objects/json-object.ts';
import { ServiceFinalizer } from './service-finalizer.ts';

const SERVICES = '/api/v1/services';
const cart = { namespace: 'shop', name: 'cart', uid: 'u1' };

let server: ApiServerFixture;
beforeEach(async () => {
  server = await apiServerFixture();
});
afterEach(() => server.close());

const finalizer = (mayWrite: () => Promise<boolean> = () => Promise.resolve(true)): ServiceFinalizer =>
  new ServiceFinalizer({ api: server.api, name: 'gcepool/cleanup-uid1', mayWrite });

const put = (metadata: object = {}): void => server.put(SERVICES, { metadata: { ...cart, ...metadata } });

async function finalizers(): Promise<unknown> {
  const [service] = itemsAt(await server.api.ask({ path: SERVICES }), 'items');
  return service === undefined ? undefined : itemsAt(service, 'metadata', 'finalizers');
}

test('it is put beside those of others, and taken from among them', async () => {
  put({ finalizers: ['example.com/theirs'] });
  await finalizer().add(cart);
  await finalizer().add(cart);
  expect(await finalizers()).toEqual(['example.com/theirs', 'gcepool/cleanup-uid1']);
  await finalizer().remove(cart);
  await finalizer().remove(cart);
  expect(await finalizers()).toEqual(['example.com/theirs']);
});

test('those of others stay as they are, also where one stands there twice', async () => {
  put({ finalizers: ['example.com/theirs', 'example.com/theirs'] });
  await finalizer().add(cart);
  expect(await finalizers()).toEqual(['example.com/theirs', 'example.com/theirs', 'gcepool/cleanup-uid1']);
});

test('a Service that is deleted goes with it, and gets none anew', async () => {
  put({ deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['example.com/theirs'] });
  await finalizer().add(cart);
  expect(await finalizers()).toEqual(['example.com/theirs']);
  put({ deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['gcepool/cleanup-uid1'] });
  await finalizer().remove(cart);
  expect(await finalizers()).toBeUndefined();
  await finalizer().remove(cart);
});

test('another Service of the name is left alone', async () => {
  put({ uid: 'u2' });
  await finalizer().add(cart);
  expect(await finalizers()).toEqual([]);
});

test('what somebody else has written between the look and the change is kept', async () => {
  put();
  let asked = 0;
  const meanwhile = (): Promise<boolean> => {
    asked += 1;
    if (asked === 1) put({ finalizers: ['example.com/theirs'] });
    return Promise.resolve(true);
  };
  await finalizer(meanwhile).add(cart);
  expect(asked).toBe(2);
  expect(await finalizers()).toEqual(['example.com/theirs', 'gcepool/cleanup-uid1']);
});

test('that somebody else writes all the time is told', async () => {
  put();
  let asked = 0;
  const meanwhile = (): Promise<boolean> => {
    put({ labels: { asked: String((asked += 1)) } });
    return Promise.resolve(true);
  };
  await expect(finalizer(meanwhile).add(cart)).rejects.toMatchObject({ status: 409 });
  expect(asked).toBe(3);
});

test('who may not write writes nothing', async () => {
  put();
  await expect(finalizer(() => Promise.resolve(false)).add(cart)).rejects.toThrow('mayWrite');
  expect(await finalizers()).toEqual([]);
});

test('the Services that bear it are found whatever their labels', async () => {
  put({ finalizers: ['gcepool/cleanup-uid1'], labels: { pool: 'no' } });
  server.put(SERVICES, { metadata: { ...cart, name: 'till', uid: 'u2', finalizers: ['gcepool/cleanup-uid2'] } });
  expect(await finalizer().bearers()).toEqual([cart]);
});
